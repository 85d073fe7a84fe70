import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { type PagePlan, pageInput } from '../../src/cli/html-image.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import type { InspectPageInput } from '../../src/report/html/inspect-page.ts';
import { inspectData, inspectHead } from '../../src/report/html/inspect-page.ts';
import { inspecting } from '../inspecting.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { elf } from '../support/elf.ts';
import { temporaryDirectory, temporaryFile } from '../support/temporary-directory.ts';

const host = (): Host => ({
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  environment: {},
  homeDirectory: '/dev/null',
  temporaryDirectory: temporaryDirectory(),
  threads: 0,
  version: '1.2.3',
  build: null,
  signal: new AbortController().signal,
  loadAnalyzers: async () => [],
});

const program = { '/bin/app': { mode: 0o755, content: elf() }, '/bin/other': { mode: 0o755, content: elf() } };

async function page(config: Readonly<Record<string, unknown>>, plan: PagePlan = null): Promise<InspectPageInput> {
  const inspection = await inspecting(temporaryFile('i.tar', dockerArchive({ layers: [program], config })));
  try {
    return await pageInput(inspection, plan, { cache: false, limit: defaultLimits }, host());
  } finally {
    inspection.close();
  }
}

const planFact = (input: InspectPageInput) => inspectHead(input).facts.find(([label]) => label === 'Plan');

describe('the HTML of an image', () => {
  it('shows the plan and the Dockerfile by itself', async () => {
    const input = await page({ Cmd: ['/bin/app'] });
    const { modes, tables, texts } = inspectData(input);
    expect([modes.at(-1)?.id, tables.some(({ id }) => id === 'plan'), texts[0]?.text.includes('\nFROM scratch'), planFact(input)]).toEqual([
      'plan',
      true,
      true,
      undefined,
    ]);
  });

  it.each([
    [{}, 'none for production: the image starts nothing: it has neither ENTRYPOINT nor CMD'],
    [{ Cmd: ['/gone'] }, 'none for production: the program "/gone" is not in the image: what it needs is not known'],
  ])('says in a line why there is none of %j', async (config, text) => {
    const input = await page(config);
    expect([input.plan, input.dockerfile, planFact(input)]).toEqual([null, null, ['Plan', text]]);
  });

  it('shows none where nobody wants one', async () => {
    const input = await page({ Cmd: ['/bin/app'] }, false);
    expect([input.plan, input.dockerfile, planFact(input)]).toEqual([null, null, undefined]);
  });

  it('shows no secret of the image', async () => {
    const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dcXy12'].join('_');
    const config = { Cmd: ['/bin/app', `--token=${key}`], Env: [`BILLING=${key}`] };
    const input = await page(config);
    expect([input.dockerfile?.includes('/bin/app'), input.dockerfile?.includes(key)]).toEqual([true, false]);
    // One that was saved, and has it.
    const saved = join(temporaryDirectory(), 'plan.json');
    writeFileSync(saved, JSON.stringify({ ...input.plan, config: { ...input.plan?.config, env: config.Env } }));
    const { dockerfile } = await page(config, saved);
    expect([dockerfile?.includes('BILLING='), dockerfile?.includes(key)]).toEqual([true, false]);
  });

  it('refuses a saved plan that is not for this image', async () => {
    const saved = join(temporaryDirectory(), 'plan.json');
    writeFileSync(saved, JSON.stringify((await page({ Cmd: ['/bin/app'] })).plan));
    await expect(page({ Cmd: ['/bin/other'] }, saved)).rejects.toThrow(/expected/);
  });
});
