import { describe, expect, it } from 'vitest';
import { takeInventory } from '../../src/analyze/packages/inventory.ts';
import { npmReader } from '../../src/analyze/packages/npm.ts';
import { reportPackages } from '../../src/analyze/report-packages.ts';
import { viewOf } from '../analyzers/view-of.ts';

describe('reportPackages', () => {
  it('tells the bytes of each package, its layer and the instruction that installed it', async () => {
    const view = await viewOf(npmReader, {
      layers: [
        { '/x': 1 },
        { '/node_modules/a/package.json': '{"name":"a","version":"1"}', '/node_modules/a/index.js': 100, '/node_modules/a/gone.js': 1_000 },
        { '/node_modules/a/.wh.gone.js': 0 },
      ],
      history: ['ADD rootfs /', '/bin/sh -c npm ci', 'RUN rm x'],
    });
    const inventory = takeInventory([npmReader], view);
    const base = { kind: 'base', guessed: false } as const;
    const user = { kind: 'user', guessed: true } as const;
    const origins = [base, user, user];
    expect(reportPackages(inventory, view.instructions, origins)).toEqual([
      {
        type: 'npm',
        name: 'a',
        version: '1',
        purl: 'pkg:npm/a@1',
        bytes: 126,
        layer: 1,
        instruction: 'RUN npm ci',
        origin: user,
      },
    ]);
  });
});
