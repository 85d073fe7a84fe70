import { spawn } from 'node:child_process';
import { InspectError } from '../../model/errors.ts';
import { findProgram } from '../../tar/external-program.ts';
import type { Credentials } from './credentials.ts';

/** Helpers may ask the user to unlock something. */
const timeoutMilliseconds = 60_000;

const maxOutputBytes = 65_536;

/**
 * Asks `docker-credential-NAME`; null where it has nothing for that server. Nothing that it prints gets into a message.
 * https://github.com/docker/docker-credential-helpers#development
 * @throws InspectError `usage` where there is no such program, `unreadable` where it fails, `interrupted`
 */
export async function askCredentialHelper(
  name: string,
  server: string,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Credentials | null> {
  // The name comes from a file and becomes part of the name of a program.
  const program = /^[\w.-]{1,100}$/.test(name) ? findProgram(`docker-credential-${name}`, environment['PATH']) : null;
  if (program === null) {
    throw new InspectError(
      'usage',
      `expected the program docker-credential-${JSON.stringify(name)} on PATH, as the docker configuration names it, got none`,
    );
  }
  const { status, output } = await run(program, server, environment, signal);
  if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
  if (status === 0) return parseOutput(output, program);
  // The only answer of the protocol that is no failure.
  if (output.includes('credentials not found')) return null;
  throw new InspectError('unreadable', `expected credentials for ${server} from ${program}, got exit status ${status ?? 'none in time'}`);
}

function run(
  program: string,
  input: string,
  environment: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<{ readonly status: number | null; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ['get'], { stdio: ['pipe', 'pipe', 'ignore'], env: environment, timeout: timeoutMilliseconds });
    const stop = (): void => void child.kill();
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.length > maxOutputBytes) child.kill();
    });
    signal.addEventListener('abort', stop, { once: true });
    // EPIPE: it has ended without reading; its status tells.
    child.stdin.on('error', () => {});
    child.stdin.end(`${input}\n`);
    child.once('error', (cause) => reject(new InspectError('unreadable', `expected to run ${program}, got a failure`, { cause })));
    child.once('close', (status) => {
      signal.removeEventListener('abort', stop);
      resolve({ status, output });
    });
  });
}

function parseOutput(output: string, program: string): Credentials | null {
  const { Username: username, Secret: secret } = parseObject(output, program);
  if (typeof username !== 'string' || typeof secret !== 'string' || secret === '') return null;
  // As the protocol marks a token.
  return username === '<token>' ? { kind: 'identity-token', token: secret } : { kind: 'password', username, password: secret };
}

function parseObject(output: string, program: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(output);
    if (typeof value === 'object' && value !== null) return value as Readonly<Record<string, unknown>>;
  } catch {
    // Falls through: what it printed may be a secret and is no cause to be shown.
  }
  throw new InspectError('malformed-json', `expected JSON with credentials from ${program}, got something else`);
}
