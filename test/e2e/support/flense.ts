import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunOutcome, tryRun } from './run.ts';

const main = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));

/** Runs the built command with a cache of its own, so that each run reads the layers. */
export async function flense(args: readonly string[]): Promise<RunOutcome> {
  const cache = mkdtempSync(join(tmpdir(), 'flense-e2e-cache-'));
  try {
    return await tryRun(process.execPath, [main, ...args], { env: { ...process.env, XDG_CACHE_HOME: cache } });
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
