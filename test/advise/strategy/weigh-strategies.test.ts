import { describe, expect, it } from 'vitest';
import type { Plan, Strategy } from '../../../src/model/plan.ts';
import { strategies } from '../../../src/model/plan.ts';
import { libc, planOf, program, staticProgram } from '../plan-of.ts';

const status = [
  ['tool', 'libc6, helper'],
  ['helper', ''],
  ['libc6', ''],
]
  .map(([name, depends]) => `Package: ${name}\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\nDepends: ${depends}\n`)
  .join('\n');

const lists = {
  '/var/lib/dpkg/info/tool.list': '/usr/bin/tool\n/usr/share/tool/data\n',
  '/var/lib/dpkg/info/helper.list': '/usr/bin/helper\n/usr/share/helper/data\n',
  '/var/lib/dpkg/info/libc6.list': `${Object.keys(libc).join('\n')}\n`,
};

const packaged = {
  ...libc,
  ...lists,
  '/var/lib/dpkg/status': status,
  '/usr/bin/tool': program(),
  '/usr/share/tool/data': 'x'.repeat(1_000),
  '/usr/bin/helper': staticProgram(),
  '/usr/share/helper/data': 'x'.repeat(30_000),
};

const image = { layers: [packaged], config: { Entrypoint: ['tool'], User: '5:5' } };

async function plans(input: Parameters<typeof planOf>[0], ...more: readonly string[]): Promise<Readonly<Record<Strategy, Plan>>> {
  const made = await Promise.all(
    strategies.map(async (one) => [one, await planOf(input, '--strategy', one, '--base', 'scratch', ...more)] as const),
  );
  return Object.fromEntries(made) as Record<Strategy, Plan>;
}

describe('the strategies of a plan', () => {
  it('come each with its size and how sure it is', async () => {
    const { strategies: outlooks } = await planOf(image, '--base', 'scratch');
    expect(outlooks.map(({ strategy, confidence, reason }) => [strategy, confidence, reason])).toEqual([
      ['minimal', 'guessed', 'without 1 file of 1 little-known package'],
      ['balanced', 'likely', 'without 2 files of dependencies that nothing was seen to use'],
      ['conservative', 'certain', 'all that it asks for was read from the image'],
    ]);
    const [minimal, balanced, conservative] = outlooks.map(({ predictedBytes }) => predictedBytes);
    expect([balanced! - minimal!, conservative! - balanced! > 30_000]).toEqual([1_000, true]);
  });

  it('come to what a plan for each of them comes to, but for its metadata', async () => {
    const made = await plans(image);
    for (const told of strategies)
      for (const { strategy, predictedBytes } of made[told].strategies) {
        const { size } = made[strategy];
        if (strategy === told) expect(predictedBytes).toBe(size.predictedBytes);
        const contents = size.predictedBytes - size.partBytes.metadata;
        expect(predictedBytes - made[told].size.partBytes.metadata).toBe(contents);
      }
  });

  it('do not count what is dropped, and are alike where nothing is left out', async () => {
    const made = await plans(image, '--drop', '/usr/share/**', '--drop', '/usr/bin/helper');
    expect(new Set(made.balanced.strategies.map(({ predictedBytes }) => predictedBytes)).size).toBe(1);
  });

  it('are certain of a static program, and of nothing where something is not found', async () => {
    const certain = await planOf({ layers: [{ '/app': staticProgram() }], config: { Entrypoint: ['/app'] } });
    expect(certain.strategies.map(({ confidence, reason }) => `${confidence}: ${reason}`)).toEqual(
      strategies.map(() => 'certain: all that it asks for was read from the image'),
    );
    const broken = await planOf({ layers: [{ ...libc, '/app': program({ needed: ['libnone.so.1'] }) }], config: { Entrypoint: ['/app'] } });
    expect(broken.strategies.map(({ confidence, reason }) => `${confidence}: ${reason}`)).toEqual(
      strategies.map(() => 'guessed: 1 warning of what was not found or followed'),
    );
  });
});
