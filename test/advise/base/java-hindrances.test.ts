import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { javaArchive } from '../../support/java-archive.ts';
import type { LayerInput } from '../../support/layers.ts';
import { keptPaths, library, type PlanInput, planOf, program } from '../plan-of.ts';
import { type Case, home, jar, java, javaBase, javaNot, misfit, release, system } from './runtime-images.ts';

/** A runtime that an application brings, with its own jars in the directories of it. */
function bundled(files: LayerInput, config: Readonly<Record<string, unknown>>, words: readonly string[]): PlanInput {
  const runtime: LayerInput = {
    '/opt/app/bin/java': program(),
    '/opt/app/lib/modules': 'x'.repeat(5_000),
    '/opt/app/lib/jrt-fs.jar': jar,
    '/opt/app/release': release,
  };
  return { layers: [system, { ...runtime, ...files }], config: { Env: ['PATH=/opt/app/bin'], Entrypoint: ['java', ...words], ...config } };
}

const ownJar = { '/opt/app/lib/app.jar': jar };
const notItsOwn = (path: string): string => `${path} lies among the files of its runtime, and is none of them`;

describe('files of an application in the directory of its runtime', () => {
  it.each<readonly [what: string, config: Readonly<Record<string, unknown>>, words: readonly string[]]>([
    ['a wildcard', {}, ['-cp', '/opt/app/lib/*', 'Main']],
    ['a wildcard from the working directory', { WorkingDir: '/opt/app' }, ['-cp', 'lib/*', 'Main']],
    ['a wildcard in CLASSPATH', { Env: ['PATH=/opt/app/bin', 'CLASSPATH=/opt/app/lib/*'] }, ['Main']],
    ['its path', {}, ['-jar', '/opt/app/lib/app.jar']],
  ])('are not lost where they are named by %s', async (_, config, words) => {
    const input = bundled(ownJar, config, words);
    expect(await misfit(input, javaBase)).toContain('names a file of its runtime');
    expect(await misfit(input, javaBase)).toContain(notItsOwn('/opt/app/lib/app.jar'));
    expect(keptPaths(await planOf(input, '--base', javaBase))).toContain('/opt/app/lib/app.jar');
  });

  it.each<readonly [path: string]>([['/opt/app/lib/ext/a.war'], ['/opt/app/conf/Main.class'], ['/opt/app/lib/plugin/jrt-fs.jar']])(
    'are not lost where nothing names %s',
    async (path) => {
      const input = bundled({ [path]: jar }, {}, ['-jar', '/srv/app.jar']);
      const more = { ...input, layers: [...input.layers, { '/srv/app.jar': jar }] };
      expect(await misfit(more, javaBase, '--keep', '/srv/*')).toBe(javaNot(notItsOwn(path)));
    },
  );

  it('are told from those that each runtime has', async () => {
    const input = bundled({}, {}, ['-cp', '/srv/*', 'Main']);
    expect(await misfit({ ...input, layers: [...input.layers, { '/srv/app.jar': jar }] }, javaBase)).toBeNull();
  });
});

describe('a program that is started from its source', () => {
  const later: LayerInput = { '/srv/Main.java': 'class Main {}', '/srv/main': 'class Main {}', '/srv/args': '-Xmx1g\n/srv/Main.java\n' };
  const start = (...words: readonly string[]): Case => ({ later, config: { Entrypoint: ['java', ...words] } });

  it.each<readonly [words: readonly string[], named: string]>([
    [['/srv/Main.java'], '/srv/Main.java'],
    [['-Xmx1g', '-cp', '/srv/app.jar', '/srv/Main.java', 'x'], '/srv/Main.java'],
    [['--source', '21', '/srv/main'], '--source'],
    [['--source=21', '/srv/main'], '--source=21'],
    [['@/srv/args'], '/srv/Main.java'],
  ])('needs a compiler: %j', async (words, named) => {
    expect(await misfit(java(start(...words)), javaBase)).toBe(javaNot(`${named} is compiled when it is started, which needs a JDK`));
  });

  it.each<readonly [words: readonly string[]]>([
    [['-jar', '/srv/app.jar', '/srv/Main.java']],
    [['-cp', '/srv/app.jar', 'Main', '--source', 'x']],
    [['-cp', '/srv/a.java', 'Main']],
  ])('is told from one that is given such a word: %j', async (words) => {
    expect(await misfit(java(start(...words)), javaBase)).toBeNull();
  });
});

const localBytes = 30;
const entryBytes = 46;

/** An archive of equal classes. @param isShared whether its directory names the bytes of one again and again */
function manyClasses(classBytes: number, times: number, isShared = false): Buffer {
  const packed = deflateRawSync(Buffer.alloc(classBytes));
  const name = Buffer.from('A.class');
  const local = Buffer.alloc(localBytes + name.length);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt16LE(name.length, 26);
  name.copy(local, localBytes);
  const contents = Array.from({ length: isShared ? 1 : times }, () => [local, packed]).flat();
  const entries = Array.from({ length: times }, (_, at) => {
    const entry = Buffer.alloc(entryBytes + name.length);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(classBytes, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(isShared ? 0 : at * (local.length + packed.length), 42);
    name.copy(entry, entryBytes);
    return entry;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(entries.length * (entryBytes + name.length), 12);
  end.writeUInt32LE(
    contents.reduce((sum, { length }) => sum + length, 0),
    16,
  );
  return Buffer.concat([...contents, ...entries, end]);
}

describe('classes that are looked through', () => {
  const start = (path: string, later: LayerInput): Case => ({ later, config: { Entrypoint: ['java', '-cp', path, 'Main'] } });

  it('come to an end, whatever is in their archives', async () => {
    const half = manyClasses(4_194_304, 70);
    const later = { '/srv/a.jar': half, '/srv/b.jar': javaArchive({ 'inner.jar': { stored: half } }) };
    expect(await misfit(java(start('/srv/*', later)), javaBase)).toBe(
      javaNot('/srv/b.jar uses more than can be looked through, which may need a JDK'),
    );
  });

  it('come to an end, whatever their directories say', async () => {
    const later = { '/srv/a.jar': manyClasses(4_194_304, 10_000, true) };
    expect(await misfit(java(start('/srv/*', later)), javaBase)).toBe(
      javaNot('/srv/a.jar uses more than can be looked through, which may need a JDK'),
    );
  });

  it('may be many', async () => {
    expect(await misfit(java({ later: { '/srv/app.jar': manyClasses(100_000, 50) } }), javaBase)).toBeNull();
  });
});

describe('certificates of a Java runtime', () => {
  const store = '/etc/pki/java/cacerts';
  const told = 'certificates, settings, zones and tools of the runtime are those of the base';
  const untold = ': settings, zones and tools of the runtime are those of the base';
  const linked: LayerInput = { [store]: 'x', [`${home}/lib/security/cacerts`]: { linkTarget: store } };

  const warned = async (input: Case): Promise<string> =>
    (await planOf(java(input), '--base', javaBase)).warnings.find(({ code }) => code === 'runtime-of-base')?.text ?? 'nothing';

  it('are those of the base where the image’s own lie elsewhere', async () => {
    expect(await warned({ files: linked })).toContain(told);
    expect(await warned({ files: { [`${home}/lib/security/cacerts`]: 'x' } })).toContain(told);
  });

  it('are the image’s own where the base looks for them as well', async () => {
    const place = '/etc/ssl/certs/java/cacerts';
    const link = { [`${home}/lib/security/cacerts`]: { linkTarget: place } };
    const input = { files: { ...link, [place]: 'x' }, later: { [place]: 'y' } };
    expect(await warned(input)).toContain(untold);
    expect(keptPaths(await planOf(java(input), '--base', javaBase))).toContain(place);
    expect(await warned({})).toContain(untold);
  });

  it('hinder it where a later layer changed them', async () => {
    const reason = javaNot(
      `${store} has certificates that were written after its runtime was installed, and the base looks for none there`,
    );
    expect(await misfit(java({ files: linked, later: { [store]: 'y' } }), javaBase)).toBe(reason);
    expect(
      await misfit(java({ files: { [store]: 'x' }, later: { [`${home}/lib/security/cacerts`]: { linkTarget: store } } }), javaBase),
    ).toBe(reason);
  });

  it('do not where they are older than the runtime', async () => {
    const input = java({ files: linked });
    const [first, ...others] = input.layers;
    const without = others.map((layer): LayerInput => Object.fromEntries(Object.entries(layer).filter(([path]) => path !== store)));
    const older = { ...input, layers: [{ ...first, [store]: 'x' }, ...without] };
    expect(await misfit(older, javaBase)).toBeNull();
  });
});

describe('files of a Java runtime', () => {
  it('stay where --keep asks for them', async () => {
    const wanted = `${home}/conf/java.security`;
    expect(await misfit(java(), javaBase, '--keep', wanted)).toBe(javaNot(`--keep asks for ${wanted}`));
    expect(keptPaths(await planOf(java(), '--base', javaBase, '--keep', wanted))).toContain(wanted);
    expect(await misfit(java({ later: { '/srv/lib.so': library('lib.so') } }), javaBase, '--keep', '/srv/**')).toBeNull();
  });
});
