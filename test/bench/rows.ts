import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { keyRows } from './key-rows.ts';
import type { BenchImage } from './make-image.ts';
import { type Command, measure } from './measure.ts';
import type { Row, Target } from './row.ts';
import { slimRows } from './slim-rows.ts';

/** The built command: this file is compiled to `dist/test/bench`. */
const main = fileURLToPath(new URL('../../main.js', import.meta.url));

const cat = 'cat ARCHIVE | cat';
const gzip = 'gzip -dc';
const node = 'node -e 0';
const igzipLayout = 'flense, gzip layout, cold, igzip';
const memory: Target = { kind: 'memory', limitBytes: 250e6 };
const millionMemory: Target = { kind: 'memory', limitBytes: 700e6 };

export type RowInputs = {
  readonly image: BenchImage;
  /** Docker archive of 1,000,000 entries, or null to leave it out. */
  readonly million: string | null;
  /** The gzip layout's image in a registry on the loopback. */
  readonly registry: string;
  /** An empty directory for whatever the runs leave behind. */
  readonly scratch: string;
  readonly hasDive: boolean;
};

/** In the order in which they are run and printed. */
export function benchRows({ image, million, registry, scratch, hasDive }: RowInputs): readonly Row[] {
  const archive = `docker-archive:${image.archive}`;
  const layout = `oci:${image.layout}:latest`;
  return [
    row(cat, 5, () => shell(`cat '${image.archive}' | cat >/dev/null`)),
    row('flense, docker archive, cold', 5, cold(scratch, archive), [
      { kind: 'ratio', of: cat, limit: 1.5 },
      { kind: 'faster', of: 'dive', times: 10 },
      memory,
    ]),
    row('flense, docker archive, second look', 5, warm(scratch, archive), [{ kind: 'seconds', limit: 0.4 }, memory]),
    row('flense, docker archive, indexes alone cached', 5, indexed(scratch, archive), [{ kind: 'seconds', limit: 0.4 }, memory]),
    row(gzip, 3, () => shell(each(image.blobs, (blob) => `gzip -dc '${blob}'`))),
    row('igzip -dc', 3, () => shell(each(image.blobs, (blob) => `igzip -dc '${blob}'`))),
    row('flense, gzip layout, cold, no igzip', 3, cold(scratch, layout, { PATH: scratch }), [
      { kind: 'ratio', of: gzip, limit: 0.45 },
      memory,
    ]),
    row(igzipLayout, 3, cold(scratch, layout), [{ kind: 'ratio', of: gzip, limit: 0.3 }, memory]),
    row('flense, gzip layout, second look', 5, warm(scratch, layout), [{ kind: 'seconds', limit: 0.4 }, memory]),
    row('flense, registry, cold, igzip', 3, cold(scratch, registry), [{ kind: 'ratio', of: igzipLayout, limit: 1.2 }, memory]),
    row('flense, registry, second look', 5, warm(scratch, registry), [{ kind: 'seconds', limit: 0.5 }, memory]),
    row('flense, registry, indexes alone cached', 5, indexed(scratch, registry), [{ kind: 'seconds', limit: 0.5 }, memory]),
    row('tar -t of the layers', 3, () => shell(each(image.archiveLayers, (layer) => `tar -xOf '${image.archive}' '${layer}' | tar -t`))),
    row('tar -tz of the layers', 1, () => shell(each(image.blobs, (blob) => `tar -tzf '${blob}'`))),
    row(node, 11, () => ({ program: process.execPath, args: ['-e', '0'] })),
    row('flense --version', 11, () => ({ program: process.execPath, args: [main, '--version'] }), [
      { kind: 'ratio', of: node, limit: 2.5 },
    ]),
    row('flense advise, second look', 3, warm(scratch, archive, 'advise'), [{ kind: 'seconds', limit: 1.5 }]),
    row('flense advise, indexes and contents cached', 3, indexed(scratch, archive, 'advise'), [{ kind: 'seconds', limit: 1.5 }]),
    ...slimRows(image.archive, scratch),
    ...keyRows(scratch),
    ...(million === null ? [] : millionRows(`docker-archive:${million}`, scratch)),
    ...(hasDive ? [row('dive', 2, () => ({ program: 'dive', args: [`docker-archive://${image.archive}`, '--json', '/dev/null'] }))] : []),
    row('umoci unpack', 1, () => umoci(image, scratch)),
  ];
}

function millionRows(archive: string, scratch: string): readonly Row[] {
  return [
    row('flense, 1,000,000 entries, cold', 2, cold(scratch, archive), [millionMemory]),
    row('flense, 1,000,000 entries, second look', 3, warm(scratch, archive), [millionMemory]),
    row('flense, 1,000,000 entries, indexes alone cached', 3, indexed(scratch, archive), [millionMemory]),
  ];
}

function row(label: string, runs: number, prepare: Row['prepare'], targets: readonly Target[] = []): Row {
  return { label, runs, prepare, targets };
}

function shell(script: string): Command {
  return { program: '/bin/sh', args: ['-c', script] };
}

/** One after the other, and fails with the first that fails. */
function each(paths: readonly string[], command: (path: string) => string): string {
  return `{ ${paths.map(command).join(' && ')}; } >/dev/null`;
}

type Look = 'inspect' | 'advise';

function look(command: Look, reference: string, cache: string, env: NodeJS.ProcessEnv = {}): Command {
  return {
    program: process.execPath,
    args: [main, command, '--format', 'json', reference],
    env: { ...process.env, ...env, XDG_CACHE_HOME: cache },
  };
}

/** With an empty cache each time. */
function cold(scratch: string, reference: string, env?: NodeJS.ProcessEnv): Row['prepare'] {
  return () => look('inspect', reference, mkdtempSync(join(scratch, 'cold-')), env);
}

/** With the cache that a run before has filled. */
function warm(scratch: string, reference: string, command: Look = 'inspect'): Row['prepare'] {
  let filled: string | null = null;
  return async () => {
    if (filled === null) {
      filled = mkdtempSync(join(scratch, 'warm-'));
      await measure(look(command, reference, filled));
    }
    return look(command, reference, filled);
  };
}

/** The same without what that run worked out: as for an image of which every layer has been seen, and which is new itself. */
function indexed(scratch: string, reference: string, command: Look = 'inspect'): Row['prepare'] {
  const prepare = warm(scratch, reference, command);
  return async () => {
    const filled = await prepare();
    forgetAnswers(filled.env?.['XDG_CACHE_HOME'] ?? '');
    return filled;
  };
}

function forgetAnswers(cache: string): void {
  for (const name of readdirSync(cache, { recursive: true, encoding: 'utf8' }))
    if (/^answer-\w+\.index$/.test(basename(name))) rmSync(join(cache, name));
}

function umoci(image: BenchImage, scratch: string): Command {
  const bundle = join(mkdtempSync(join(scratch, 'umoci-')), 'bundle');
  return { program: 'umoci', args: ['unpack', '--image', `${image.layout}:latest`, bundle] };
}
