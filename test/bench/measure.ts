import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
};

export type Measurement = {
  readonly seconds: number;
  /** Resident set of the largest of its processes at its largest, as wait4(2) counts it. */
  readonly peakBytes: number;
};

/** Runs a command with its output thrown away. @throws Error if it fails, since a figure of a failed run means nothing */
export async function measure({ program, args, env }: Command): Promise<Measurement> {
  const directory = mkdtempSync(join(tmpdir(), 'flense-bench-'));
  const report = join(directory, 'peak');
  try {
    const start = process.hrtime.bigint();
    const { status, stderr } = await ended('/usr/bin/time', ['--format=%M', `--output=${report}`, program, ...args], env ?? process.env);
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ended with ${status}\n${stderr}`);
    return { seconds, peakBytes: Number(readFileSync(report, 'utf8')) * 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function ended(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stderr }));
  });
}
