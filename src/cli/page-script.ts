import { readFileSync } from 'node:fs';

/** The code of HTML reports, as the build makes it. Tests run the sources, which are a folder deeper than the built program. */
export function readPageScript(): string {
  return readFileSync(new URL(import.meta.url.endsWith('.ts') ? '../../dist/page.js' : './page.js', import.meta.url), 'utf8');
}
