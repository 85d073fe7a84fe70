import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the images of the benchmark are kept between runs: outside of the checkout, as they are of several gigabytes. */
export function benchDirectory(): string {
  const directory = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'flense-bench');
  mkdirSync(directory, { recursive: true });
  return directory;
}
