import { describe, expect, it } from 'vitest';
import { secret } from '../../../analyzers/secret.ts';
import { fakeKey } from '../../analyzers/fake-secrets.ts';
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
    expect(plan.warnings.filter(({ code }) => code.endsWith('-left-out')).map(({ code, path }) => [code, path])).toEqual([
      ['programs-left-out', '/usr/local/bin/tool'],
    ]);
  });

  it.each([
    '/root/.cache/huggingface/hub/model.safetensors',
    '/home/app/.cache/torch/hub/m.pt',
    '/root/.cache/ms-playwright/chromium/chrome',
    '/home/app/.gnupg/pubring.kbx',
    '/usr/share/fonts/truetype/brand.ttf',
    '/mnt/models/m.bin',
  ])('is %s, which what runs may load by a name of its own making', async (path) => {
    expect(await dataOf({ [path]: 'x' })).toEqual([path]);
  });

  it.each(['/home/app/.cache/yarn/v6/x', '/root/.npm/_cacache/x', '/usr/share/fonts/truetype/.uuid'])('is not %s', async (path) => {
    expect(await dataOf({ [path]: 'x' })).toEqual([]);
  });

  it.each([
    ['COPY etc /etc/', ['/etc/default/app', '/var/cache/app/x']],
    ['RUN make install', []],
  ])('is what was copied to where packages leave their state: %s', async (createdBy, kept) => {
    const files = { '/etc/default/app': 'x', '/var/cache/app/x': 'x', '/tmp/requirements.txt': 'x', '/usr/share/man/app.1': 'x' };
    const plan = await planOf({
      layers: [start, files],
      config: { Entrypoint: ['/app'] },
      history: [{ createdBy: 'ADD x' }, { createdBy }],
    });
    expect(plan.files.filter(({ part }) => part === 'data').flatMap(({ path, kind }) => (kind === 'file' ? [path] : []))).toEqual(kept);
    expect(plan.warnings.filter(({ code }) => code === 'temporary-left-out')).toEqual([]);
  });

  it('is not the state of a root file system that was copied as a whole', async () => {
    const plan = await planOf({
      layers: [{ ...start, '/etc/default/app': 'x', '/etc/os-release': 'ID=x\n' }],
      config: { Entrypoint: ['/app'] },
      history: [{ createdBy: 'COPY / /' }],
    });
    expect(plan.files.some(({ path }) => path === '/etc/default/app')).toBe(false);
  });

  it('is no secret, which is told', async () => {
    const plan = await planOf({
      layers: [{ ...start, '/srv/tls/server.key': fakeKey('') }],
      config: { Entrypoint: ['/app'] },
      analyzers: [secret],
    });
    expect(plan.files.map(({ path }) => path)).toEqual(['/app']);
    expect(plan.warnings.filter(({ code }) => code === 'secrets-left-out')).toEqual([
      {
        code: 'secrets-left-out',
        text: 'files that hold secrets are left out: /srv/tls/server.key; mount them when the container starts, or keep them with --keep',
        path: '/srv/tls/server.key',
        line: null,
      },
    ]);
  });

  it.each([
    ['copied', 'COPY m /tmp/m', { '/tmp/m': 'x' }, 1, '/tmp/m'],
    ['large', 'RUN get', { '/tmp/a': 10, '/var/tmp/m': 2_000_000 }, 2_000_010, '/var/tmp/m, /tmp/a'],
  ])('is nothing that lies where nothing lasts, which is told where it is %s', async (_, createdBy, files, bytes, names) => {
    const plan = await planOf({
      layers: [start, files],
      config: { Entrypoint: ['/app'] },
      history: [{ createdBy: 'ADD x' }, { createdBy }],
    });
    expect(plan.files.some(({ path }) => Object.hasOwn(files, path))).toBe(false);
    expect(plan.warnings.filter(({ code }) => code === 'temporary-left-out').map(({ text }) => text)).toEqual([
      `files that lie where nothing is meant to last are left out (${bytes} bytes): ${names}; keep them with --keep if a program reads them`,
    ]);
  });

  it('tells why it is not', async () => {
    const image = imageFile({ layers: [{ ...start, '/etc/machine-id': 'x' }], config: { Entrypoint: ['/app'] } });
    const { stdout } = await runFlense(['advise', image, '--no-cache', '--why', '/etc/machine-id']);
    expect(stdout).toBe('/etc/machine-id\n  left out: state of the build, or of tools that are gone\n');
  });
});
