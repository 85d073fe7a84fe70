import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Row } from './row.ts';

/** The built command: this file is compiled to `dist/test/bench`. */
const main = fileURLToPath(new URL('../../main.js', import.meta.url));

const floor = 'cat, and gzip -1 of what slim keeps';

/** From a plan that is made beforehand, as `slim` is to be measured and not `advise`. */
export function slimRows(archive: string, scratch: string): readonly Row[] {
  const image = `docker-archive:${archive}`;
  const [plan, kept, out] = ['plan.json', 'kept', 'slim'].map((name) => join(scratch, name)) as [string, string, string];
  const prepare = (): void => {
    if (existsSync(plan)) return;
    const options = ['--base', 'scratch', '--compression', 'none', '--save-plan', plan, '--quiet', '--force'];
    execFileSync(process.execPath, [main, 'slim', image, '-o', kept, ...options]);
  };
  return [
    {
      label: floor,
      runs: 3,
      prepare: () => {
        prepare();
        return { program: '/bin/sh', args: ['-c', `cat '${archive}' >/dev/null; cat '${kept}'/blobs/sha256/* | gzip -1 >/dev/null`] };
      },
      targets: [],
    },
    {
      label: 'flense slim, warm, to a gzip layout',
      runs: 3,
      prepare: () => {
        prepare();
        rmSync(out, { recursive: true, force: true });
        return { program: process.execPath, args: [main, 'slim', image, '-o', out, '--plan', plan, '--quiet'] };
      },
      targets: [{ kind: 'ratio', of: floor, limit: 1.3 }],
    },
  ];
}
