import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Analyzer } from '../src/analyze/analyzer.ts';
import type { InspectOptions } from '../src/inspect.ts';
import { look } from '../src/look.ts';
import { defaultLimits } from '../src/model/limits.ts';
import type { Summary } from '../src/model/summary.ts';
import { inspectOptions } from './inspecting.ts';
import { ociArchive } from './support/oci-layout.ts';
import { temporaryDirectory, temporaryFile } from './support/temporary-directory.ts';

const input = {
  layers: [
    { '/etc/os-release': 'ID=test\n', '/tmp/cache': 500 },
    { '/.wh.tmp': 0, '/app': 'x' },
  ],
};

/** Finds nothing, and counts how often it was asked. */
function countingAnalyzer(): { readonly analyzer: Analyzer; readonly runs: () => number } {
  let runs = 0;
  const analyze: Analyzer['analyze'] = () => {
    runs++;
    return { findings: [], unreadable: [] };
  };
  return { analyzer: { id: 'counting', title: 'Counted', analyze }, runs: () => runs };
}

async function summarize(reference: string, analyzer: Analyzer, options: Partial<InspectOptions>): Promise<Summary> {
  const opened = await look(reference, async () => [analyzer], inspectOptions(options));
  try {
    return await opened.summary();
  } finally {
    opened.close();
  }
}

function answersIn(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) => /answer-\w+\.index$/.test(name));
}

describe('a second look', () => {
  it('has the summary of the first, for the same build only', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const first = await summarize(reference, analyzer, { cacheDirectory, build: 'one' });
    expect([await summarize(reference, analyzer, { cacheDirectory, build: 'one' }), runs()]).toEqual([first, 1]);
    expect([await summarize(reference, analyzer, { cacheDirectory, build: 'two' }), runs()]).toEqual([first, 2]);
    expect([await summarize(reference, analyzer, { cacheDirectory, build: null }), runs()]).toEqual([first, 3]);
    expect([await summarize(reference, analyzer, { cacheDirectory: null, build: 'one' }), runs()]).toEqual([first, 4]);
  });

  it('reads the layers where every byte is to be verified', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const first = await summarize(reference, analyzer, { cacheDirectory, build: 'one' });
    expect([await summarize(reference, analyzer, { cacheDirectory, build: 'one', verify: true }), runs()]).toEqual([first, 2]);
  });

  it('has the diagnosis of the first without asking an analyzer', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const first = await summarize(reference, analyzer, { cacheDirectory, build: 'one' });
    const opened = await look(reference, async () => [analyzer], inspectOptions({ cacheDirectory, build: 'one' }));
    const { diagnosis } = await opened.inspect();
    opened.close();
    expect([diagnosis.findings, diagnosis.image.sizeBytes, runs()]).toEqual([first.report.findings, first.report.image.sizeBytes, 1]);
  });

  it('asks an analyzer once for a diagnosis and a report, and keeps nothing for the diagnosis alone', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const opened = await look(reference, async () => [analyzer], inspectOptions({ cacheDirectory, build: 'one' }));
    const inspection = await opened.inspect();
    expect([inspection.diagnosis.layers.length, answersIn(cacheDirectory).length]).toEqual([2, 0]);
    expect([inspection.report.layers.length, answersIn(cacheDirectory).length, runs()]).toEqual([2, 1, 1]);
    opened.close();
  });

  it('is refused where it is over a limit that the first was not held to', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer } = countingAnalyzer();
    await summarize(reference, analyzer, { cacheDirectory, build: 'one' });
    const limits = { ...defaultLimits, imageEntries: 2 };
    await expect(summarize(reference, analyzer, { cacheDirectory, build: 'one', limits })).rejects.toThrow(/imageEntries/);
  });

  it('takes nothing from an image of other bytes', async () => {
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const path = temporaryFile('image.tar', ociArchive(input));
    await summarize(path, analyzer, { cacheDirectory, build: 'one' });
    writeFileSync(path, ociArchive({ layers: [{ '/app': 'another' }] }));
    const { report } = await summarize(path, analyzer, { cacheDirectory, build: 'one' });
    expect([report.layers.length, report.image.sizeBytes, runs()]).toEqual([1, 7, 2]);
  });

  it('takes a damaged answer for none', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const first = await summarize(reference, analyzer, { cacheDirectory, build: 'one' });
    const [name = 'none'] = answersIn(cacheDirectory);
    const path = join(cacheDirectory, name);
    const bytes = readFileSync(path);
    bytes[40]! ^= 1;
    writeFileSync(path, bytes);
    expect([await summarize(reference, analyzer, { cacheDirectory, build: 'one' }), runs()]).toEqual([first, 2]);
  });

  it('inspects what the first one left out', async () => {
    const reference = temporaryFile('image.tar', ociArchive(input));
    const cacheDirectory = temporaryDirectory();
    const { analyzer, runs } = countingAnalyzer();
    const options = inspectOptions({ cacheDirectory, build: 'one' });
    const first = await summarize(reference, analyzer, options);
    for (const name of readdirSync(cacheDirectory, { recursive: true, encoding: 'utf8' }))
      if (/(?:diff|blob|file)-\w+\.index$/.test(name)) rmSync(join(cacheDirectory, name));
    const opened = await look(reference, async () => [analyzer], options);
    const { tree, report } = await opened.inspect();
    opened.close();
    expect([tree.find('/app') === null, report, runs()]).toEqual([false, first.report, 1]);
  });
});
