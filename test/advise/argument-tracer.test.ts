import { describe, expect, it } from 'vitest';
import { libc, planOf, program } from './plan-of.ts';

const owned = ['/etc/app.conf', '/usr/share/app/a', '/usr/share/app/b/c', '/usr/share/other'];
const files = {
  ...libc,
  '/app': program(),
  ...Object.fromEntries(owned.map((path) => [path, 'x'])),
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `${owned.join('\n')}\n`,
};

async function keptFor(...args: readonly string[]): Promise<readonly string[]> {
  const plan = await planOf({ layers: [files], config: { Entrypoint: ['/app', ...args], WorkingDir: '/etc' } }, '--strategy', 'minimal');
  return plan.files.filter(({ kind, path }) => kind === 'file' && owned.includes(path)).map(({ path }) => path);
}

describe('the arguments of a program', () => {
  it.each([
    ['a file', ['/usr/share/other'], ['/usr/share/other']],
    ['a file behind an option', ['--config=/etc/app.conf'], ['/etc/app.conf']],
    ['a file in the working directory', ['-c', 'app.conf'], ['/etc/app.conf']],
    ['a directory with all in it', ['/usr/share/app'], ['/usr/share/app/a', '/usr/share/app/b/c']],
  ])('are kept: %s', async (_, args, kept) => {
    expect(await keptFor(...args)).toEqual(kept);
  });

  it.each(['/usr', '/', '--port', 'app', '-', '', '../../..'])('are not paths: %j', async (arg) => {
    expect(await keptFor(arg)).toEqual([]);
  });
});
