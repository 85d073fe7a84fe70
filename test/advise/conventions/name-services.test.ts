import { describe, expect, it } from 'vitest';
import { keptPaths, libc, library, planOf, program } from '../plan-of.ts';

const directory = '/lib/x86_64-linux-gnu';
const modules = ['extrausers', 'files', 'mdns4_minimal', 'sss', 'systemd'].map((name) => `${directory}/libnss_${name}.so.2`);
const files = {
  ...libc,
  ...Object.fromEntries(modules.map((path) => [path, library(path.slice(path.lastIndexOf('/') + 1))])),
  '/etc/nsswitch.conf':
    '# none: sss\npasswd:  files extrausers # systemd\ngroup: [!UNAVAIL=return] files\nhosts:\tfiles mdns4_minimal [NOTFOUND=return] dns\n',
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `${modules.join('\n')}\n`,
};

async function keptFor(uses: string): Promise<readonly string[]> {
  const app = program({ strings: [uses] });
  const plan = await planOf({ layers: [{ ...files, '/app': app }], config: { Entrypoint: ['/app'] } }, '--strategy', 'minimal');
  return keptPaths(plan)
    .filter((path) => modules.includes(path))
    .map((path) => path.slice(`${directory}/libnss_`.length, -'.so.2'.length));
}

describe('modules of the name service', () => {
  it.each([
    ['getpwnam', ['extrausers', 'files']],
    ['getaddrinfo', ['files', 'mdns4_minimal']],
    ['getservbyname', []],
    ['printf', []],
  ])('are the ones that the image names for what asks by %s', async (uses, kept) => {
    expect(await keptFor(uses)).toEqual(kept);
  });
});
