import { describe, expect, it } from 'vitest';
import { proveImages } from '../../src/build/prove-images.ts';
import type { Inspection } from '../../src/inspect.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { elf } from '../support/elf.ts';
import type { ImageInput } from '../support/image-config.ts';
import type { LayerInput } from '../support/layers.ts';
import { imageOf } from './slimming.ts';

const original: LayerInput = {
  '/a': { content: 'content', mode: 0o755, xattrs: { 'security.capability': 'AQAAAg==' } },
  '/b': 'other',
  '/c': { kind: 'hardlink', linkTarget: '/b' },
  '/etc/passwd': 'root:x:0:0::/:\n',
  '/link': { linkTarget: 'a' },
};

/** What starts, and what it takes for granted. */
const server: LayerInput = {
  '/bin/app': { mode: 0o755, content: elf({ interpreter: '/lib/ld.so', needed: ['libssl.so.3'] }) },
  '/lib/ld.so': { mode: 0o755, content: elf({ type: 'shared' }) },
  '/lib/libssl.so.3': elf({ soname: 'libssl.so.3' }),
  '/etc/ssl/certs/ca-certificates.crt': 'a certificate',
  '/etc/passwd': 'root:x:0:0::/:\napp:x:1000:1000::/:\n',
  '/usr/share/zoneinfo/Europe/Vaduz': 'TZif2',
  '/data/': { uid: 1000, gid: 1000 },
  '/cache/': {},
};

const serverConfig: Config = {
  User: 'app',
  Entrypoint: ['/bin/app'],
  Env: ['PATH=/bin', 'TZ=Europe/Vaduz'],
  Volumes: { '/data': {} },
};

type Config = NonNullable<ImageInput['config']>;

function subject({ image, tree, blobs }: Inspection) {
  return { image, source: { image, tree, blobs, limits: defaultLimits } };
}

async function problemsOf(before: readonly [LayerInput, Config?], after: readonly [LayerInput, Config?]): Promise<readonly string[]> {
  const [first, second] = [
    await imageOf([before[0]], { config: before[1] ?? {} }),
    await imageOf([after[0]], { config: after[1] ?? {}, compression: 'none' }),
  ];
  const { problems } = await proveImages(subject(first), subject(second), null);
  return problems.map(({ gravity, summary }) => `${gravity}: ${summary}`);
}

function without(layer: LayerInput, ...paths: readonly string[]): LayerInput {
  return Object.fromEntries(Object.entries(layer).filter(([path]) => !paths.includes(path))) as LayerInput;
}

function changed(layer: LayerInput, change: LayerInput): LayerInput {
  return { ...(layer as Record<string, never>), ...(change as Record<string, never>) };
}

describe('two images', () => {
  it('are alike where what both have is the same', async () => {
    expect(await problemsOf([original], [original])).toEqual([]);
    expect(await problemsOf([server, serverConfig], [server, serverConfig])).toEqual([]);
  });

  it.each<[LayerInput, string]>([
    [{ '/b': 'OTHER' }, 'failure: /b is not as it was: other content'],
    [{ '/b': 'othes' }, 'failure: /b is not as it was: other content'],
    [{ '/b': 'longer' }, 'failure: /b is not as it was: 5 bytes became 6'],
    [{ '/b': { content: 'other', mode: 0o600, uid: 5 } }, 'failure: /b is not as it was: mode 0644 became 0600, owner 0:0 became 5:0'],
    [{ '/a': { content: 'content', mode: 0o755 } }, 'failure: /a is not as it was: other extended attributes'],
    [
      { '/a': { content: 'content', mode: 0o4755, xattrs: { 'security.capability': 'AQAAAg==' } } },
      'failure: /a is not as it was: mode 0755 became 4755',
    ],
    [{ '/link': { linkTarget: 'b' } }, 'failure: /link is not as it was: it leads elsewhere'],
    [{ '/link': 'a' }, 'failure: /link is not as it was: symlink became file'],
    [{ '/etc/passwd': 'app:x:1:1::/:\n' }, 'warning: /etc/passwd is not as it was: 15 bytes became 14'],
  ])('differ by %j', async (change, problem) => {
    const found = await problemsOf([original], [changed(original, change)]);
    expect(found.filter((line) => !line.includes(' /c '))).toEqual([problem]);
  });

  it('differ where a hardlink leads to what is gone', async () => {
    expect(await problemsOf([original], [without(original, '/b')])).toEqual(['failure: /c is not as it was: file became hardlink']);
  });

  it.each<[string, LayerInput, readonly string[]]>([
    ['a library', without(server, '/lib/libssl.so.3'), ['failure: /bin/app needs libssl.so.3, which its loader does not find']],
    ['the loader', without(server, '/lib/ld.so'), ['failure: /bin/app is started by /lib/ld.so, which is not there']],
    [
      'the loader, with a directory in its place',
      changed(without(server, '/lib/ld.so'), { '/lib/ld.so/': {} }),
      ['failure: /bin/app is started by /lib/ld.so, which cannot start it', 'failure: /lib/ld.so is not as it was: file became directory'],
    ],
    [
      'the user',
      changed(server, { '/etc/passwd': 'root:x:0:0::/:\n' }),
      ['failure: the image runs as app, whom its /etc/passwd does not have', 'warning: /etc/passwd is not as it was: 35 bytes became 15'],
    ],
    [
      'the certificates',
      without(server, '/etc/ssl/certs/ca-certificates.crt'),
      ['warning: /lib/libssl.so.3 may be used for TLS, and no bundle of certificates is there'],
    ],
    [
      'the zone',
      without(server, '/usr/share/zoneinfo/Europe/Vaduz'),
      ['failure: TZ is Europe/Vaduz, and /usr/share/zoneinfo/Europe/Vaduz is not there'],
    ],
    ['a volume', without(server, '/data/'), ['failure: /data is not there']],
  ])('differ where the slim one lacks %s', async (_what, after, problems) => {
    expect(await problemsOf([server, serverConfig], [after, serverConfig])).toEqual(problems);
  });

  it.each([
    ['SSL_CERT_FILE=/etc/own.pem', ['failure: SSL_CERT_FILE names /etc/own.pem, which is not there']],
    ['GEOIP_DB=/etc/own.pem', ['warning: GEOIP_DB names /etc/own.pem, which is not there']],
    ['JAVA_HOME=/etc/own.pem', []],
    ['SSL_CERT_FILE=/etc/none.pem', []],
  ])('differ where what a variable names is lost: %s', async (line, problems) => {
    const config = { ...serverConfig, Env: [line] };
    const image = changed(server, { '/etc/own.pem': 'x' });
    expect(await problemsOf([image, config], [server, config])).toEqual(problems);
  });

  it('differ where what is to be loaded before all others is lost', async () => {
    const problem = (name: string) => [`failure: ${name} is to be loaded before all others, and the loader does not find it`];
    const image = changed(server, { '/lib/libm.so.2': elf({ soname: 'libm.so.2' }) });
    const config = { ...serverConfig, Env: ['LD_PRELOAD=libm.so.2:libnone.so'] };
    expect(await problemsOf([image, config], [server, config])).toEqual(problem('libm.so.2'));
    const listed = { '/etc/ld.so.preload': '/lib/libm.so.2\n' };
    expect(await problemsOf([changed(image, listed), serverConfig], [changed(server, listed), serverConfig])).toEqual(
      problem('/lib/libm.so.2'),
    );
  });

  it('differ where a loader or library is for another machine', async () => {
    const lost = await problemsOf(
      [server, serverConfig],
      [changed(server, { '/lib/ld.so': { mode: 0o755, content: elf({ type: 'shared', machine: 'aarch64' }) } }), serverConfig],
    );
    expect(lost).toContain('failure: /bin/app is started by /lib/ld.so, which cannot start it');
    const library = elf({ soname: 'libssl.so.3', machine: 'aarch64' });
    const found = await problemsOf([server, serverConfig], [changed(server, { '/lib/libssl.so.3': library }), serverConfig]);
    expect(found).toContain('failure: /bin/app needs libssl.so.3, which its loader does not find');
  });

  it('differ where the slim one is not told what to start', async () => {
    expect(await problemsOf([server, serverConfig], [server, { ...serverConfig, Entrypoint: [] }])).toEqual([
      'failure: the image says nothing of what to start, and its original starts /bin/app',
    ]);
  });

  it('differ where the user of the slim one may not write to a volume, as that of the original may', async () => {
    const root: Config = { ...serverConfig, User: '', Volumes: { '/cache': {} } };
    const nobody: Config = { ...root, User: '1000:1000' };
    expect(await problemsOf([server, root], [server, nobody])).toEqual(['failure: the user 1000:1000 may not write to /cache']);
    const owned = { ...nobody, Volumes: { '/data': {} } };
    expect(await problemsOf([server, { ...root, Volumes: { '/data': {} } }], [server, owned])).toEqual([]);
    expect(await problemsOf([server, nobody], [server, nobody])).toEqual([]);
  });
});
