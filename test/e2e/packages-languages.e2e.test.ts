import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/index.ts';
import { ociArchive } from '../support/oci-layout.ts';
import { installPackages } from './support/apt.ts';
import { namesOf, readInventory } from './support/read-inventory.ts';
import { run } from './support/run.ts';

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-languages-'));
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

/** An image of one layer that holds a directory, as it can be read at any place, and as it has to be streamed. */
async function imagesOf(directory: string): Promise<readonly [plain: Inspection, compressed: Inspection]> {
  const tar = await run('tar', ['--create', '--directory', directory, '.']);
  const [plain, compressed] = [`${directory}.plain.tar`, `${directory}.gzip.tar`];
  writeFileSync(plain, ociArchive({ layers: [tar] }));
  writeFileSync(compressed, ociArchive({ layers: [tar], compression: 'gzip' }));
  return [await readInventory(plain), await readInventory(compressed)];
}

function put(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** What there is to know of each package of a type. */
function seen({ inventory, tree }: Inspection): readonly unknown[] {
  return inventory.packages.map(({ type, purl, path, files, directories }, i) => ({
    type,
    purl,
    path,
    files: files.map((node) => tree.path(node)),
    directories: directories.map((node) => tree.path(node)),
    bytes: inventory.ownership.bytes[i],
  }));
}

describe('gems of a Debian', () => {
  it('are those that gem lists', async () => {
    await installPackages(['ruby']);
    const root = join(scratch, 'gems');
    mkdirSync(root);
    const listed = (await run('gem', ['list', '--all'], { env: { ...process.env, GEM_HOME: '/var/lib/gems/none' } })).toString('utf8');
    const paths = (await run('gem', ['env', 'gempath'])).toString('utf8').trim().split(':');
    const present = (await run('sh', ['-c', 'for path; do test ! -d "$path" || echo "$path"; done', 'sh', ...paths]))
      .toString('utf8')
      .trim()
      .split('\n');
    await run('sh', ['-c', 'tar --create "$@" | tar --extract --directory "$0"', root, ...present.map((path) => path.slice(1))], {
      cwd: '/',
    });
    const [plain, compressed] = await imagesOf(root);
    const expected = listed
      .split('\n')
      .flatMap((line) => {
        const [, name, versions] = /^(\S+) \((.*)\)$/.exec(line) ?? [];
        return name === undefined
          ? []
          : versions!.split(', ').map((version) => `${name} ${version.replace('default: ', '').split(' ')[0]}`);
      })
      .sort();
    expect(expected.length).toBeGreaterThan(50);
    expect([...new Set(namesOf(plain, 'gem'))]).toEqual(expected);
    expect(plain.inventory.outcome).toEqual({ analyzer: 'packages', status: 'ok', unreadable: [] });
    expect(seen(compressed)).toEqual(seen(plain));
  });
});

describe('an application of Composer', () => {
  it('has the packages that composer shows', async () => {
    await installPackages(['composer', 'php-cli']);
    const root = join(scratch, 'composer');
    const names = { 'acme/one': '1.2.0', 'acme/two': 'v2.0.1' };
    for (const [name, version] of Object.entries(names)) {
      put(join(scratch, 'sources', name, 'composer.json'), JSON.stringify({ name, version, license: 'MIT' }));
      put(join(scratch, 'sources', name, 'src/a.php'), '<?php\n'.repeat(10));
    }
    const repositories = [{ type: 'path', url: join(scratch, 'sources/*/*'), options: { symlink: false } }, { 'packagist.org': false }];
    const app = join(root, 'app');
    put(join(app, 'composer.json'), JSON.stringify({ name: 'own/app', require: { 'acme/one': '*', 'acme/two': '*' }, repositories }));
    const env = { ...process.env, COMPOSER_ALLOW_SUPERUSER: '1', COMPOSER_HOME: join(scratch, 'composer-home') };
    await run('composer', ['install', '--no-interaction', '--quiet'], { cwd: app, env });
    const shown = JSON.parse((await run('composer', ['show', '--format=json'], { cwd: app, env })).toString('utf8')) as {
      readonly installed: readonly { readonly name: string; readonly version: string }[];
    };
    const [plain, compressed] = await imagesOf(root);
    expect(namesOf(plain, 'composer')).toEqual(shown.installed.map(({ name, version }) => `${name} ${version}`).sort());
    expect(shown.installed).toHaveLength(2);
    expect(seen(plain)).toMatchObject([
      { purl: 'pkg:composer/acme/one@1.2.0', directories: ['/app/vendor/acme/one'] },
      { purl: 'pkg:composer/acme/two@v2.0.1', directories: ['/app/vendor/acme/two'] },
    ]);
    expect(plain.report.packages.every(({ bytes }) => bytes > 60)).toBe(true);
    expect(seen(compressed)).toEqual(seen(plain));
  });
});

describe('archives that jar made', () => {
  const hasJar = run('jar', ['--version']).then(
    () => true,
    () => false,
  );

  it('are read with all that is in them', async (context) => {
    if (!(await hasJar)) return context.skip('there is no jar');
    const root = join(scratch, 'java');
    const library = join(scratch, 'library');
    put(join(library, 'META-INF/maven/org.acme/tool/pom.properties'), 'groupId=org.acme\nartifactId=tool\nversion=3.1\n');
    put(join(library, 'a/A.class'), Buffer.alloc(70_000, 'x'));
    const jar = join(scratch, 'war/WEB-INF/lib/tool-3.1.jar');
    mkdirSync(dirname(jar), { recursive: true });
    await run('jar', ['--create', '--file', jar, '-C', library, '.']);
    mkdirSync(join(root, 'srv'), { recursive: true });
    await run('jar', ['--create', '--no-compress', '--file', join(root, 'srv/stored.war'), '-C', join(scratch, 'war'), '.']);
    await run('jar', ['--create', '--file', join(root, 'srv/deflated-2.0.war'), '-C', join(scratch, 'war'), '.']);
    const [plain, compressed] = await imagesOf(root);
    expect(plain.inventory.packages.map(({ purl, path }) => [purl, path])).toEqual([
      ['pkg:maven/deflated@2.0', '/srv/deflated-2.0.war'],
      ['pkg:maven/org.acme/tool@3.1', '/srv/deflated-2.0.war!/WEB-INF/lib/tool-3.1.jar'],
      ['pkg:maven/org.acme/tool@3.1', '/srv/stored.war!/WEB-INF/lib/tool-3.1.jar'],
      ['pkg:maven/stored', '/srv/stored.war'],
    ]);
    expect(plain.inventory.outcome.unreadable).toEqual([]);
    expect(seen(compressed)).toEqual(seen(plain));
  });
});

const crates = {
  packages: [
    { name: 'app', version: '0.1.0', source: 'local', root: true },
    { name: 'serde', version: '1.0.200', source: 'crates.io' },
  ],
};

describe('binaries with a list of crates, where linkers put it', () => {
  it.each([
    ['that may lie anywhere', ['-pie']],
    ['that lie at a fixed address', ['-no-pie']],
    ['without libraries', ['-static']],
    ['that are static and may lie anywhere', ['-static-pie']],
  ])('have those crates: ones %s', async (name, options) => {
    await installPackages(['gcc', 'libc6-dev']);
    const root = join(scratch, `rust-${name.replaceAll(' ', '-')}`);
    mkdirSync(root);
    const bytes = [...deflateSync(JSON.stringify(crates))].join(',');
    const padding = 'static const char padding[200000] = {1};\n';
    const list = `__attribute__((section(".dep-v0"), used)) static const unsigned char list[] = {${bytes}};\n`;
    const source = put(join(scratch, 'main.c'), `${padding}${list}int main(int argc, char **argv) { return padding[argc]; }\n`);
    await run('gcc', ['-O1', ...options, '-o', join(root, 'app'), source]);
    const [plain, compressed] = await imagesOf(root);
    expect(plain.report.packages.map(({ purl, bytes: owned }) => [purl, owned > 200_000])).toEqual([
      ['pkg:cargo/app@0.1.0', true],
      ['pkg:cargo/serde@1.0.200', false],
    ]);
    expect(seen(compressed)).toEqual(seen(plain));
  });
});
