import { describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/model/plan.ts';
import { busybox, script } from '../../analyzers/programs.ts';
import { elf } from '../../support/elf.ts';
import type { LayerInput } from '../../support/layers.ts';
import { libc, library, planOf, program, staticProgram } from '../plan-of.ts';

const app: LayerInput = { ...libc, '/app': program() };
const reason = 'the image runs as root, and nothing in it was seen to need that';

type Config = Readonly<Record<string, unknown>>;

async function userFor(
  layer: LayerInput,
  config: Config = {},
  ...args: readonly string[]
): Promise<readonly [uid: number, reason: string]> {
  const { user } = await planOf({ layers: [layer], config: { Entrypoint: ['/app'], ...config } }, ...args);
  return [user.uid, user.reason];
}

describe('the user in the place of root', () => {
  it('is made for programs that need nothing of it', async () => {
    expect(await userFor(app, { ExposedPorts: { '8080/tcp': {} } })).toEqual([65_532, reason]);
  });

  it('owns the working directory, and is in the lists that the image has', async () => {
    const plan = await planOf({
      layers: [{ ...app, '/work/': {}, '/etc/passwd': 'root:x:0:0::/root:/bin/sh\n', '/tmp/': { mode: 0o1777 } }],
      config: { Entrypoint: ['/app'], WorkingDir: '/work' },
    });
    expect(plan.made.map(({ path, uid, content }) => [path, uid, content])).toEqual([
      ['/etc/group', 0, 'root:x:0:\nnonroot:x:65532:\n'],
      ['/etc/passwd', 0, 'root:x:0:0::/root:/bin/sh\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n'],
      ['/home/nonroot', 65_532, ''],
      ['/work', 65_532, ''],
    ]);
    expect(plan.writablePaths.map(({ path, uid }) => [path, uid])).toEqual([
      ['/home/nonroot', 65_532],
      ['/tmp', 0],
      ['/work', 65_532],
    ]);
  });

  it('is not written twice into lists that have it', async () => {
    const passwd = 'root:x:0:0::/:/\nnonroot:x:65532:65532::/home/nonroot:/\n';
    const plan = await planOf({ layers: [{ ...app, '/etc/passwd': passwd }], config: { Entrypoint: ['/app'] } });
    expect(plan.made.filter(({ path }) => path.startsWith('/etc/')).map(({ content }) => content)).toEqual([
      'root:x:0:\nnonroot:x:65532:\n',
      passwd,
    ]);
  });

  it('owns a working directory with files in it, which is no empty volume for that', async () => {
    const plan = await planOf({ layers: [{ ...app, '/work/page.html': 'x' }], config: { Entrypoint: ['/app'], WorkingDir: '/work' } });
    expect([plan.user.uid, plan.made.map(({ path }) => path)]).toEqual([65_532, expect.arrayContaining(['/work'])]);
    expect(plan.writablePaths.map(({ path }) => path)).toEqual(['/home/nonroot', '/tmp']);
  });

  it('does not own /tmp, nor what is everybody’s', async () => {
    const plan = await planOf({ layers: [{ ...app, '/tmp/': { mode: 0o1777 } }], config: { Entrypoint: ['/app'], WorkingDir: '/tmp' } });
    expect(plan.made.filter(({ path }) => path === '/tmp')).toEqual([]);
  });

  const bytes = { '/usr/bin/gosu': staticProgram(), '/usr/bin/node': program(), '/etc/passwd': 'app:x:7:7::/:/\n' };

  it.each<readonly [string, LayerInput, Config, RegExp]>([
    ['files that only root can read', { ...app, '/app': program({}, { mode: 0o700 }) }, {}, /^only root can read \/app$/],
    ['the setuid bit', { ...app, '/app': program({}, { mode: 0o4755 }) }, {}, /^\/app runs with the rights of its owner$/],
    [
      'a server of which it is known',
      { ...app, '/usr/sbin/nginx': program() },
      { Cmd: ['nginx'], Entrypoint: [] },
      /^nginx starts as root/,
    ],
    ['gosu of nobody', { ...app, ...bytes }, { Entrypoint: ['gosu', 'gone', '/app'] }, /^gosu starts as root and becomes somebody else$/],
    ['setpriv', { ...app, '/usr/bin/setpriv': program() }, { Entrypoint: ['setpriv', '--reuid=7', '/app'] }, /^setpriv starts as root/],
    ['a database of its own', { ...app, '/srv/shop.db': 'x' }, {}, /^\/srv\/shop\.db looks like what a program goes on writing to/],
    ['a program that calls setuid', { ...app, '/app': program({ strings: ['setuid'] }) }, {}, /^\/app calls setuid, and nobody/],
    [
      'a program that makes directories',
      { ...app, '/app': program({ strings: ['mkdir', 'rename', 'x'] }) },
      {},
      /^\/app calls mkdir and rename/,
    ],
    ['a program that names its state', { ...app, '/app': program({ strings: ['/var/lib/app/x'] }) }, {}, /^\/app names \/var\/lib\/app\/x/],
    [
      'a program that opens files in /',
      { ...app, '/app': program({ strings: ['fopen'] }) },
      {},
      /^\/app opens files \(fopen\) and begins in \//,
    ],
    [
      'a library of its own that makes directories',
      {
        ...app,
        '/app': program({ needed: ['libc.so.6', 'libown.so'], runpath: '/opt' }),
        '/opt/libown.so': library('libown.so', { strings: ['mkdir'] }),
      },
      {},
      /^\/opt\/libown\.so calls mkdir/,
    ],
    ['a static program without names', { '/app': staticProgram() }, {}, /^\/app holds its libraries and no names/],
    [
      'a static program that is loaded anywhere',
      { '/app': { content: elf({ isDynamic: true, isPie: true }), mode: 0o755 } },
      {},
      /^\/app holds its libraries/,
    ],
    ['a variable that is a place to write to', app, { Env: ['DATA_DIR=/data'] }, /^DATA_DIR is \/data, where only root may write$/],
    ['an option that is a place to write to', app, { Cmd: ['--log-file', '/logs/a'] }, /^--log-file is \/logs\/a, where only root/],
    ['a home that is root’s', app, { Env: ['HOME=/root'] }, /^HOME is \/root, where/],
    [
      'an option to become somebody',
      { ...app, '/usr/bin/serve': program() },
      { Cmd: ['--user', 'web'] },
      /^app is told to become somebody else/,
    ],
    [
      'a volume with files of root',
      { ...app, '/data/seed': 'x' },
      { Volumes: { '/data': {} } },
      /^it writes to \/data \(a volume\), where \/data\/seed/,
    ],
    ['a volume of somebody', { ...app, '/data/': { uid: 7 } }, { Volumes: { '/data': {} } }, /^\/data \(a volume\) belongs to the user 7/],
    ['a program that is not there', { ...app }, { Entrypoint: ['/gone'] }, /is not known \(program-not-found\)$/],
  ])('is not made for %s', async (_, layer, config, expected) => {
    expect(await userFor(layer, config)).toEqual([0, expect.stringMatching(expected)]);
  });

  it.each<readonly [string, LayerInput, Config]>([
    ['a low port, which is a warning', app, { ExposedPorts: { '80/tcp': {} } }],
    ['an empty volume, which is given', { ...app, '/data/': {} }, { Volumes: { '/data': {} } }],
    ['a volume that is not there', app, { Volumes: { '/data': {} } }],
    ['data of its own', { ...app, '/srv/data.json': 'x' }, {}],
    ['hashes of passwords that only root can read', { ...app, '/etc/shadow': { content: 'x', mode: 0o640 } }, {}],
    [
      'a program that opens files where it may write',
      { ...app, '/work/a': 'x', '/app': program({ strings: ['fopen'] }) },
      { WorkingDir: '/work' },
    ],
    ['a program with the names of the C library', { ...app, '/app': program({ strings: ['/var/run/nscd/socket', '/var/log/wtmp'] }) }, {}],
    ['a variable that is a setting', app, { Env: ['LOG_LEVEL=/x', 'DATABASE_URL=/x', 'SSL_CERT_FILE=/etc/ssl/a'] }],
    ['a variable that is a place of its own', { ...app, '/data/': {} }, { Env: ['DATA_DIR=/data/a', 'CACHE_DIR=/tmp/a'] }],
    ['an option that is read', app, { Cmd: ['--config', '/etc/app.conf', '--data', '/usr/share/app'] }],
    [
      'a library of the system that can do anything',
      {
        ...app,
        '/app': program({ needed: ['libc.so.6', 'libz.so.1'] }),
        '/usr/lib/libz.so.1': library('libz.so.1', { strings: ['mkdir'] }),
      },
      {},
    ],
    ['a server of busybox', { '/bin/busybox': busybox('httpd') }, { Entrypoint: ['/bin/busybox', 'httpd', '-f'] }],
  ])('is made in spite of %s', async (_, layer, config) => {
    expect(await userFor(layer, config)).toEqual([65_532, reason]);
  });

  it('needs to know nothing of a program in Go that writes nothing', async () => {
    const goBuildInfo = { goVersion: 'go1.24', moduleInfo: '' };
    const go = (...strings: readonly string[]): LayerInput => ({
      '/app': { content: staticProgram({ goBuildInfo, strings }).content!, mode: 0o755 },
    });
    expect(await userFor(go('os.Open', 'os.ReadFile'))).toEqual([65_532, reason]);
    expect(await userFor(go('os.Open', 'os.MkdirAll'))).toEqual([0, '/app calls os.MkdirAll, and nobody here knows on what']);
  });

  it('is told what else must allow it', async () => {
    const config = { Entrypoint: ['/app'], ExposedPorts: { '80/tcp': {}, '8080/tcp': {} }, Volumes: { '/data': {} } };
    const { warnings } = await planOf({ layers: [app], config });
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['low-port', null],
      ['volume-owner', '/data'],
    ]);
    expect(warnings[0]!.text).toMatch(/^it listens on port 80\/tcp: Docker lets everybody since 20\.10/);
  });
});

describe('a script that asks who runs it', () => {
  const scripted: LayerInput = {
    ...libc,
    '/bin/sh': program({ strings: ['', 'OPTIND'] }),
    '/bin/start': script('#!/bin/sh\n. /app/env\nexec /app/serve\n'),
    '/app/env': 'if [ "$USER" = root ]; then umask 077; fi\n',
    '/app/serve': program(),
  };

  it.each([
    ['on its own', []],
    ['where it is asked for too', ['--keep', '/app/**']],
  ])('keeps the image at root: %s', async (_, args) => {
    expect(await userFor(scripted, { Entrypoint: ['/bin/start'] }, ...args)).toEqual([0, '/app/env asks who runs it']);
  });
});

describe('a port that a configuration names', () => {
  const nginx = program({ strings: ['configure arguments: --pid-path=/run/nginx.pid --user=web'] });
  const planFor = (listen: string, config = {}): Promise<Plan> => {
    const layer = {
      ...app,
      '/etc/passwd': 'web:x:101:101::/:/bin/false\n',
      '/etc/group': 'web:x:101:\n',
      '/run/': 0,
      '/usr/sbin/nginx': nginx,
      '/etc/nginx/nginx.conf': `pid /run/nginx.pid; http { server { listen ${listen}; } }`,
    };
    return planOf({ layers: [layer], config: { Entrypoint: ['/usr/sbin/nginx'], ...config } });
  };
  const warnings = async (listen: string, config = {}): Promise<readonly string[]> => {
    const plan = await planFor(listen, config);
    return plan.warnings.filter(({ code }) => code === 'low-port').map(({ text }) => text.slice(0, text.indexOf(':')));
  };

  it('is in the plan, whatever the image exposes', async () => {
    expect((await planFor('8080')).listens).toEqual([8080]);
    expect((await planFor('80', { ExposedPorts: { '443/tcp': {} } })).listens).toEqual([80]);
  });

  it('is told where it is low and nobody else says so', async () => {
    expect(await warnings('80')).toEqual(['it listens on port 80']);
    expect(await warnings('80', { ExposedPorts: { '80/tcp': {}, '443/tcp': {} } })).toEqual(['it listens on port 443/tcp, 80/tcp']);
    expect(await warnings('8080')).toEqual([]);
  });
});

describe('--user', () => {
  const writer: LayerInput = { ...app, '/app': program({ strings: ['setuid'] }) };

  it('makes a user all the same, and says what may need root', async () => {
    const plan = await planOf({ layers: [writer], config: { Entrypoint: ['/app'] } }, '--user', 'nonroot');
    expect([plan.user.uid, plan.user.reason]).toEqual([65_532, 'asked for with --user']);
    expect(plan.warnings.map(({ code, path, text }) => [code, path, text])).toEqual([
      ['may-need-root', '/app', 'it may need root: /app calls setuid, and nobody here knows on what. Leave --user nonroot out if it does'],
    ]);
  });

  it('leaves root where that is asked for', async () => {
    const plan = await planOf({ layers: [app], config: { Entrypoint: ['/app'] } }, '--user', 'root');
    expect([plan.user.uid, plan.user.reason, plan.made.map(({ path }) => path), plan.warnings]).toEqual([
      0,
      'asked for with --user',
      ['/tmp'],
      [],
    ]);
  });

  it('says nothing where the image has a user', async () => {
    expect(await userFor(app, { User: '7:7' }, '--user', 'nonroot')).toEqual([7, 'as the image says']);
  });
});
