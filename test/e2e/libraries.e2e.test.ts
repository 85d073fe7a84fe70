import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { flense } from './support/flense.ts';
import { run, tryRun } from './support/run.ts';

const programDirectory = '/usr/bin';
/** Every so many programs of the machine, so that all sorts of libraries come up. */
const step = 12;
/** Larger libraries are there only where one of the programs needs them. */
const decoyBytes = 4_000_000;

/** Real paths of what the loader of this machine maps for a program; null for what it does not load, say a static one. */
async function ldd(program: string): Promise<readonly string[] | null> {
  const { status, stdout } = await tryRun('ldd', [program]);
  const lines = stdout.toString('utf8').split('\n');
  if (status !== 0 || lines.some((line) => /not found|statically linked/.test(line))) return null;
  return lines.flatMap((line) => /(?:=> )?(\/[^ ]+) \(0x/.exec(line)?.[1] ?? []).map((path) => realpathSync(path));
}

async function choosePrograms(): Promise<ReadonlyMap<string, readonly string[]>> {
  const paths = [...new Set(readdirSync(programDirectory).map((name) => join(programDirectory, name)))].filter(isElf).sort();
  const chosen = new Map<string, readonly string[]>();
  for (const path of paths.filter((_, i) => i % step === 0)) {
    const libraries = await ldd(path);
    if (libraries !== null) chosen.set(path, libraries);
  }
  return chosen;
}

function isElf(path: string): boolean {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() === true && file.size > 64 && realpathSync(path) === path && readFileSync(path).readUInt32BE(0) === 0x7f454c46;
}

/** Those that are needed, and all others beside them that are small, under all their names. */
function librariesBeside(needed: readonly string[]): readonly string[] {
  const wanted = new Set(needed);
  const directories = [...new Set(needed.map((path) => path.slice(0, path.lastIndexOf('/'))))];
  return directories.flatMap((directory) =>
    readdirSync(directory)
      .filter((name) => name.includes('.so'))
      .map((name) => join(directory, name))
      .filter((path) => {
        const file = statSync(path, { throwIfNoEntry: false });
        return file?.isFile() === true && (file.size < decoyBytes || wanted.has(realpathSync(path)));
      }),
  );
}

describe('the libraries of programs', () => {
  let scratch: string;
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), 'flense-libraries-'));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('are those that the loader of this machine maps for many of its programs', async () => {
    const programs = await choosePrograms();
    expect(programs.size).toBeGreaterThan(10);
    const needed = [...new Set([...programs.values()].flat())];
    const roots = ['/lib', '/lib64', '/usr/lib64/ld-linux-x86-64.so.2', '/etc/ld.so.cache', '/etc/ld.so.conf'];
    const there = roots.filter((path) => statSync(path, { throwIfNoEntry: false }) !== undefined);
    const list = join(scratch, 'list');
    writeFileSync(list, [...there, ...programs.keys(), ...librariesBeside(needed)].map((path) => `${path.slice(1)}\n`).join(''));
    const layer = join(scratch, 'layer.tar');
    await run('tar', ['-C', '/', '--no-recursion', '-cf', layer, '-T', list]);
    const image = join(scratch, 'image.tar');
    const [entrypoint, ...further] = programs.keys();
    writeFileSync(image, dockerArchive({ layers: [readFileSync(layer)], config: { Entrypoint: [entrypoint] } }));
    expect(await mappedLibraries(image, further)).toEqual(needed.sort());
  });
});

/** What the plan keeps because the loader needs it. */
async function mappedLibraries(image: string, further: readonly string[]): Promise<readonly string[]> {
  const { status, stdout, stderr } = await flense([
    'advise',
    image,
    '--base',
    'scratch',
    '--strategy',
    'minimal',
    '--format',
    'json',
    ...further.flatMap((path) => ['--exec', path]),
  ]);
  if (status !== 0) throw new Error(stderr);
  const { files } = JSON.parse(stdout.toString('utf8')) as Plan;
  return files
    .filter(({ kind, reason, confidence }) => kind === 'file' && confidence === 'certain' && /^(?:needed by|interpreter of)$/.test(reason))
    .map(({ path }) => path)
    .sort();
}
