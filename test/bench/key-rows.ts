import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dockerArchive } from '../support/docker-archive.ts';
import type { EntryInput } from '../support/layers.ts';
import type { Row, Target } from './row.ts';

const program = fileURLToPath(new URL('./key-to-frame.js', import.meta.url));
const layerCount = 4;
const filesPerLayer = 75_000;

/** From a key to its frame on an image of 300,000 entries, in a terminal of 120×40 and in one of 300×100. */
export function keyRows(scratch: string): readonly Row[] {
  return [
    row(scratch, 'key to frame, median', 'median', ['120', '40'], { kind: 'seconds', limit: 0.03 }),
    row(scratch, 'key to frame, worst', 'worst', ['120', '40'], { kind: 'seconds', limit: 0.08 }),
    row(scratch, 'key to frame, everything opened', 'expand', ['120', '40'], { kind: 'seconds', limit: 0.15 }),
    row(scratch, 'key to frame at 300×100, median', 'median', ['300', '100'], { kind: 'seconds', limit: 0.03 }),
  ];
}

function row(scratch: string, label: string, figure: string, size: readonly string[], target: Target): Row {
  const prepare: Row['prepare'] = () => ({
    program: process.execPath,
    args: [program, manyFiles(scratch), figure, ...size],
    env: { ...process.env, NODE_ENV: 'production' },
    tellsSeconds: true,
  });
  return { label, runs: 3, prepare, targets: [target] };
}

function manyFiles(scratch: string): string {
  const path = join(scratch, 'many-files.tar');
  if (!existsSync(path)) writeFileSync(path, dockerArchive({ layers: Array.from({ length: layerCount }, (_, layer) => filesOf(layer)) }));
  return path;
}

function filesOf(layer: number): readonly (readonly [string, EntryInput])[] {
  return Array.from({ length: filesPerLayer }, (_, i) => {
    const directory = `/usr/lib/package-${layer}-${Math.floor(i / 2_500)}/part-${Math.floor(i / 50)}`;
    return [`${directory}/file-${i}.js`, 16] as const;
  });
}
