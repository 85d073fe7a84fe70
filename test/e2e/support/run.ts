import { spawn } from 'node:child_process';

export type RunOptions = {
  readonly cwd?: string;
  /** In place of the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: Uint8Array;
  readonly timeoutMilliseconds?: number;
};

export type RunOutcome = {
  /** null where a signal ended it. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: Buffer;
  readonly stderr: string;
};

/** Runs a program without a shell and collects what it writes. */
export function tryRun(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      timeout: options.timeoutMilliseconds ?? 1_200_000,
      stdio: 'pipe',
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    // A program that does not read its input may be gone before it was written.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') });
    });
  });
}

/** What a program writes to stdout. @throws Error unless it ends with status 0 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Buffer> {
  const outcome = await tryRun(command, args, options);
  if (outcome.status === 0) return outcome.stdout;
  const said = `${outcome.stderr}${outcome.stdout.toString('utf8')}`.slice(-4_000);
  throw new Error(`${command} ${args.join(' ')}: ended with ${outcome.status ?? outcome.signal}\n${said}`);
}
