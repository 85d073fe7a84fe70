import { expect, it } from 'vitest';
import type { WasteItem } from '../../src/model/report.ts';
import { wasteGroups } from '../../src/report/waste-groups.ts';

const chown = { cause: 'metadata-only', instruction: 'RUN chown', remedy: 'use COPY --chown' } as const;

it('what one instruction wastes in one way is one group', () => {
  const items: readonly WasteItem[] = [
    { path: '/a', bytes: 50, layers: [1, 3], ...chown },
    { path: '/b', bytes: 40, layers: [2, 4], ...chown },
    { path: '/c', bytes: 30, layers: [0, 2, 3], ...chown },
    { path: '/d', bytes: 20, layers: [1, 3], ...chown, cause: 'modified' },
  ];
  expect(wasteGroups(items)).toEqual([
    { ...chown, bytes: 80, shippedBy: [0, 1, 2], hiddenBy: 3, items: [items[0], items[2]] },
    { ...chown, bytes: 40, shippedBy: [2], hiddenBy: 4, items: [items[1]] },
    { ...chown, cause: 'modified', bytes: 20, shippedBy: [1], hiddenBy: 3, items: [items[3]] },
  ]);
});
