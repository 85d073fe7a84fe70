import { describe, expect, it } from 'vitest';
import { runFlense } from '../../cli/run-flense.ts';
import type { LayerInput } from '../../support/layers.ts';
import { imageFile, planOf, staticProgram } from '../plan-of.ts';

const start = { '/app': staticProgram() };

async function dataOf(layer: LayerInput): Promise<readonly string[]> {
  const plan = await planOf({ layers: [{ ...start, ...layer }], config: { Entrypoint: ['/app'] } });
  return plan.files.filter(({ reason }) => reason === 'added to the base image').map(({ path }) => path);
}

describe('data', () => {
  it('is what no package owns', async () => {
    expect(
      await dataOf({
        '/srv/www/index.html': 'x',
        '/etc/app/app.conf': 'x',
        '/opt/app/empty/': {},
        '/usr/share/app/x': 'x',
        '/var/lib/dpkg/status': 'Package: app\nStatus: install ok installed\nVersion: 1\nArchitecture: all\n',
        '/var/lib/dpkg/info/app.list': '/usr/share/app/x\n',
      }),
    ).toEqual(['/etc/app/app.conf', '/opt/app/empty', '/srv/www/index.html']);
  });

  it.each([
    '/etc/alternatives/awk',
    '/etc/machine-id',
    '/etc/passwd-',
    '/root/.bashrc',
    '/root/.cache/pip/x',
    '/run/lock/x',
    '/tmp/x',
    '/usr/lib/x/__pycache__/a.pyc',
    '/usr/local/go/bin/go',
    '/var/cache/apt/x',
    '/var/lib/apt/lists/x',
    '/var/lib/dpkg/available',
    '/var/log/dpkg.log',
  ])('is not %s', async (path) => {
    expect(await dataOf({ [path]: 'x' })).toEqual([]);
  });

  it.each(['/etc/machine-ids', '/opt/run/x', '/srv/tmp/x', '/usr/local/goat/x', '/var/lib/aptly/x', '/data/__pycache__x/a'])(
    'is %s',
    async (path) => {
      expect(await dataOf({ [path]: 'x' })).toEqual([path]);
    },
  );

  it('is not what a program was built from, which is told', async () => {
    const plan = await planOf({
      layers: [
        {
          '/src/app': staticProgram(),
          '/src/go.mod': 'x',
          '/src/main.go': 'x',
          '/src/lib/a.go': 'x',
          '/src/static/a.css': 'x',
          '/other/a.go': 'x',
        },
      ],
      config: { Entrypoint: ['/src/app'] },
    });
    expect(plan.files.filter(({ kind }) => kind === 'file').map(({ path }) => path)).toEqual([
      '/other/a.go',
      '/src/app',
      '/src/static/a.css',
    ]);
    expect(plan.warnings.filter(({ code }) => code === 'build-inputs-left-out')).toEqual([
      {
        code: 'build-inputs-left-out',
        text: '3 files that look like what a compiled program was built from are left out (3 bytes); keep them with --keep if it reads them',
        path: '/src',
        line: null,
      },
    ]);
  });

  it('is no program that nobody starts, which is told', async () => {
    const plan = await planOf({
      layers: [{ ...start, '/usr/local/bin/tool': staticProgram(), '/usr/bin/awk': { linkTarget: 'mawk' } }],
      config: { Entrypoint: ['/app'] },
    });
    expect(plan.files.map(({ path }) => path)).toEqual(['/app']);
    expect(plan.warnings.map(({ code, path }) => [code, path])).toEqual([['programs-left-out', '/usr/local/bin/tool']]);
  });

  it('tells why it is not', async () => {
    const image = imageFile({ layers: [{ ...start, '/etc/machine-id': 'x' }], config: { Entrypoint: ['/app'] } });
    const { stdout } = await runFlense(['advise', image, '--no-cache', '--why', '/etc/machine-id']);
    expect(stdout).toBe('/etc/machine-id\n  left out: state of the build, or of tools that are gone\n');
  });
});
