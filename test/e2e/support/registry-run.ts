import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunOutcome, tryRun } from './run.ts';

const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

export type RegistryRun = {
  /** Holds the cache, the docker configuration and temporary files. */
  readonly home: string;
  readonly environment?: Readonly<Record<string, string>>;
};

/** Runs the built command as a user whose home is `home`, and to whom nothing of this machine's configuration is known. */
export function runAt({ home, environment = {} }: RegistryRun, args: readonly string[]): Promise<RunOutcome> {
  const env = { PATH: process.env['PATH'], HOME: home, XDG_CACHE_HOME: join(home, 'cache'), TMPDIR: home, ...environment };
  return tryRun(process.execPath, [main, ...args], { env, timeoutMilliseconds: 300_000 });
}

/** The report of an image. @throws Error unless the command succeeds and says nothing */
export async function report(at: RegistryRun, args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { status, stdout, stderr } = await runAt(at, ['inspect', '--format', 'json', ...args]);
  if (status !== 0 || stderr !== '') throw new Error(`flense inspect ${args.join(' ')}: ended with ${status}\n${stderr}`);
  return JSON.parse(stdout.toString('utf8')) as Readonly<Record<string, unknown>>;
}

/** Without what the way to an image decides. */
export function sameByAnyRoute(found: Readonly<Record<string, unknown>>): unknown {
  const { image, ...rest } = found as { readonly image: Readonly<Record<string, unknown>> };
  const { reference: _reference, source: _source, ...same } = image;
  return { ...rest, image: same };
}
