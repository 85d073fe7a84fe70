import { mkdirSync, mkdtempSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from '../e2e/support/apt.ts';
import { run, tryRun } from '../e2e/support/run.ts';
import { benchDirectory } from './bench-directory.ts';
import { startBenchRegistry } from './bench-registry.ts';
import { formatTable } from './format-table.ts';
import { megabytes } from './judge.ts';
import { type BenchImage, makeImage } from './make-image.ts';
import { makeMillion } from './make-million.ts';
import { type Measurement, measure } from './measure.ts';
import type { Results, Row } from './row.ts';
import { benchRows } from './rows.ts';

const { values } = parseArgs({ options: { 'without-million': { type: 'boolean' }, only: { type: 'string' } } });

await installPackages(['docker-registry', 'isal', 'skopeo', 'time', 'umoci']);
const directory = benchDirectory();
const image = await makeImage(directory);
const million = values['without-million'] === true ? null : makeMillion(directory);
mkdirSync(join(directory, 'scratch'), { recursive: true });
const scratch = mkdtempSync(join(directory, 'scratch', 'run-'));
const registry = await startBenchRegistry(image.layout, scratch);
try {
  const rows = benchRows({
    image,
    million,
    registry: registry.reference,
    scratch,
    hasDive: (await tryRun('sh', ['-c', 'command -v dive'])).status === 0,
  });
  const chosen = rows.filter(({ label }) => new RegExp(values.only ?? '').test(label));
  const results = await measureRows(chosen, image, million);
  process.stdout.write(`${await formatMachine(image)}\n\n${formatTable(chosen, results)}\n`);
} finally {
  await registry.stop();
  await run('rm', ['-rf', '--one-file-system', scratch]);
}

/** Round after round, so that what slows the machine down for a while meets all rows alike. */
async function measureRows(rows: readonly Row[], { archive, blobs }: BenchImage, million: string | null): Promise<Results> {
  const results = new Map<string, Measurement[]>();
  for (const path of [archive, ...blobs, ...(million === null ? [] : [million])]) await measure({ program: 'cat', args: [path] });
  for (let round = 0; round < Math.max(...rows.map(({ runs }) => runs)); round += 1) {
    for (const row of rows.filter(({ runs }) => round < runs)) {
      process.stderr.write(`round ${round + 1}: ${row.label}\n`);
      const command = await row.prepare();
      results.set(row.label, [...(results.get(row.label) ?? []), await measure(command)]);
    }
  }
  return results;
}

async function formatMachine(image: BenchImage): Promise<string> {
  const processors = cpus();
  const versions = await Promise.all(['gzip', 'igzip', 'tar', 'umoci'].map(firstLine));
  return [
    `image: ${megabytes(image.archiveBytes)} uncompressed, ${megabytes(image.blobBytes)} as gzip blobs, ${image.entryCount} entries, ${image.blobs.length} layers`,
    `machine: ${processors.length} × ${processors[0]?.model ?? 'unknown'}, Node ${process.version}`,
    `tools: ${versions.join('; ')}`,
  ].join('\n');
}

async function firstLine(program: string): Promise<string> {
  const { stdout, stderr } = await tryRun(program, ['--version']);
  return (stdout.toString('utf8') || stderr).split('\n')[0] ?? program;
}
