import { describe, expect, it } from 'vitest';
import { keptPaths, libc, library, planOf, program, staticProgram } from '../plan-of.ts';

const owned = ['/lib/x86_64-linux-gnu/libidn2.so.0', '/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so', '/src/main.go', '/usr/share/app/table'];
const files = {
  ...libc,
  '/lib/x86_64-linux-gnu/libidn2.so.0': library('libidn2.so.0'),
  '/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so': library('EUC-JP.so'),
  '/src/main.go': 'x',
  '/usr/share/app/table': 'x',
  '/var/lib/dpkg/status': 'Package: all\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/all.list': `${owned.join('\n')}\n`,
};
const strings = ['libidn2.so.0', '/usr/lib/x86_64-linux-gnu/gconv/', '/src/main.go', '/usr/share/app/table'];

async function keptBy(app: ReturnType<typeof program>): Promise<readonly string[]> {
  const plan = await planOf({ layers: [{ ...files, '/app': app }], config: { Entrypoint: ['/app'] } }, '--strategy', 'minimal');
  return keptPaths(plan).filter((path) => owned.includes(path));
}

describe('names in a program', () => {
  it('are files that it reads and libraries that it opens, but not what it was compiled from', async () => {
    expect(await keptBy(program({ strings }))).toEqual([
      '/lib/x86_64-linux-gnu/libidn2.so.0',
      '/usr/lib/x86_64-linux-gnu/gconv/EUC-JP.so',
      '/usr/share/app/table',
    ]);
  });

  it('are of the C library in it where it is static, which loads nothing', async () => {
    expect(await keptBy(staticProgram({ strings }))).toEqual(['/usr/share/app/table']);
  });

  it('are told of where a static program may look up names by what is left out', async () => {
    const layer = { ...files, '/lib/x86_64-linux-gnu/libnss_files.so.2': library('libnss_files.so.2') };
    const codes = async (app: ReturnType<typeof program>) => {
      const plan = await planOf({ layers: [{ ...layer, '/app': app }], config: { Entrypoint: ['/app'] } });
      return plan.warnings.map(({ code }) => code).includes('static-name-services');
    };
    expect(await codes(staticProgram({ strings: ['libnss_files.so.2'] }))).toBe(true);
    expect([await codes(staticProgram()), await codes(program({ strings: ['libnss_files.so.2'] }))]).toEqual([false, false]);
  });
});
