import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Analyzer } from '../../src/analyze/analyzer.ts';
import type { Plan } from '../../src/model/plan.ts';
import { runFlense } from '../cli/run-flense.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { type ElfInput, elf } from '../support/elf.ts';
import type { EntryOptions, LayerInput } from '../support/layers.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

export type PlanInput = {
  readonly layers: readonly LayerInput[];
  /** The runtime configuration in wire casing. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly platform?: string;
  readonly history?: readonly { readonly createdBy: string; readonly created?: string }[];
  /** For what findings say; default none. */
  readonly analyzers?: readonly Analyzer[];
};

export function imageFile({ layers, config = {}, platform, history }: PlanInput): string {
  const path = join(temporaryDirectory(), 'image.tar');
  writeFileSync(
    path,
    dockerArchive({
      layers,
      config,
      names: ['app:1'],
      ...(platform === undefined ? {} : { platform }),
      ...(history === undefined ? {} : { history }),
    }),
  );
  return path;
}

/** The plan that the command prints for an image in memory. */
export async function planOf(input: PlanInput, ...args: readonly string[]): Promise<Plan> {
  const { analyzers = [] } = input;
  const command = ['advise', imageFile(input), '--format', 'json', '--no-cache', '--quiet', ...args];
  const { status, stdout, stderr } = await runFlense(command, { analyzers });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Plan;
}

/** `path ← reason from`, directories that only hold kept files left out. */
export function keptLines(plan: Plan): readonly string[] {
  return plan.files
    .filter(({ reason }) => reason !== 'directory of')
    .map(({ path, reason, from }) => `${path} ← ${reason}${from === null ? '' : ` ${from}`}`);
}

export function keptPaths(plan: Plan): readonly string[] {
  return plan.files.filter(({ kind }) => kind !== 'directory').map(({ path }) => path);
}

export function warningCodes(plan: Plan): readonly string[] {
  return plan.warnings.map(({ code }) => code);
}

export const interpreter = '/lib64/ld-linux-x86-64.so.2';

/** A dynamic program for `/lib64/ld-linux-x86-64.so.2`. */
export function program(input: ElfInput = {}, more: EntryOptions = {}): EntryOptions {
  return { content: elf({ interpreter, needed: ['libc.so.6'], ...input }), mode: 0o755, ...more };
}

export function staticProgram(input: ElfInput = {}): EntryOptions {
  return { content: elf(input), mode: 0o755 };
}

export function library(soname: string, input: ElfInput = {}): Uint8Array {
  return elf({ type: 'shared', soname, ...input });
}

/** Loader and C library. */
export const libc: LayerInput & Readonly<Record<string, Uint8Array>> = {
  [interpreter]: library('ld-linux-x86-64.so.2'),
  '/lib/x86_64-linux-gnu/libc.so.6': library('libc.so.6'),
};
