import { describe, expect, it } from 'vitest';
import { defaultPlanOptions, mergePlanOptions } from '../../src/cli/merge-plan-options.ts';
import { emptyProjectConfig } from '../../src/model/project-config.ts';

const settings = { ...emptyProjectConfig.plan, strategy: 'minimal', user: 'nonroot', keep: ['/a'], drop: ['/b'], exec: ['c'] } as const;

describe('mergePlanOptions', () => {
  it('takes the settings of the project where nothing was typed, and adds lists up', () => {
    expect(mergePlanOptions({ ...defaultPlanOptions, keep: ['/x'] }, settings, () => false)).toEqual({
      strategy: 'minimal',
      base: 'auto',
      keep: ['/a', '/x'],
      drop: ['/b'],
      exec: ['c'],
      user: 'nonroot',
    });
  });

  it('takes what was typed over them', () => {
    const merged = mergePlanOptions({ ...defaultPlanOptions, user: 'root' }, settings, (name) => name === 'user');
    expect([merged.user, merged.strategy]).toEqual(['root', 'minimal']);
  });
});
