import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Command = {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** It measures something itself, and writes the seconds to stdout. */
  readonly tellsSeconds?: true;
};

export type Measurement = {
  readonly seconds: number;
  /** Resident set of the largest of its processes at its largest, as wait4(2) counts it. */
  readonly peakBytes: number;
};

/** Runs a command with its output thrown away. @throws Error if it fails, since a figure of a failed run means nothing */
export async function measure({ program, args, env, tellsSeconds }: Command): Promise<Measurement> {
  const directory = mkdtempSync(join(tmpdir(), 'flense-bench-'));
  const report = join(directory, 'peak');
  try {
    const start = process.hrtime.bigint();
    const { status, stdout, stderr } = await ended(
      '/usr/bin/time',
      ['--format=%M', `--output=${report}`, program, ...args],
      env ?? process.env,
      tellsSeconds === true,
    );
    const seconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ended with ${status}\n${stderr}`);
    return { seconds: tellsSeconds === true ? Number(stdout) : seconds, peakBytes: Number(readFileSync(report, 'utf8')) * 1024 };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

type Outcome = { readonly status: number | null; readonly stdout: string; readonly stderr: string };

/** The ends of what it writes. */
function ended(program: string, args: readonly string[], env: NodeJS.ProcessEnv, isRead: boolean): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', isRead ? 'pipe' : 'ignore', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout?.setEncoding('latin1').on('data', (text: string) => {
      stdout = (stdout + text).slice(-100);
    });
    child.stderr!.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-4_000);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}
