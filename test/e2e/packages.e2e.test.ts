import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Inspection } from '../../src/index.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { type DockerEngine, startDockerEngine } from './support/docker-engine.ts';
import { importDebian } from './support/import-debian.ts';
import { namesOf, readInventory, systemOwner } from './support/read-inventory.ts';
import { run, tryRun } from './support/run.ts';

let scratch: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'flense-packages-'));
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

/** An image of one layer that holds a directory. */
async function imageOf(directory: string): Promise<Inspection> {
  const tar = await run('tar', ['--create', '--directory', directory, '.']);
  const archive = `${directory}.tar`;
  writeFileSync(archive, dockerArchive({ layers: [tar] }));
  return readInventory(archive);
}

function lines(output: Buffer): readonly string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

const debianDockerfile = `FROM debian:bookworm
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends python3-pip python3-setuptools python3-wheel python3-requests
COPY project /src
RUN pip install --no-deps --no-index --no-build-isolation --break-system-packages /src && rm -rf /src
RUN DEBIAN_FRONTEND=noninteractive apt-get purge -y python3-requests && apt-get install -y --no-install-recommends hello
RUN rm -rf /usr/share/doc /usr/share/man /var/lib/apt/lists && chown -R games:games /var/lib/dpkg && dpkg-divert --local --rename --divert /usr/bin/hello.aside /usr/bin/hello && ln -s /bin/true /usr/bin/hello
`;

const project = {
  'pyproject.toml': '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n',
  'setup.cfg':
    '[metadata]\nname = Own_Project\nversion = 1.2.3\n[options]\npackages = own\n[options.entry_points]\nconsole_scripts =\n  own = own:main\n',
  'own/__init__.py': 'def main():\n    pass\n',
  'own/with, comma.py': '',
};

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholders
const dpkgFormat = '${db:Status-Abbrev}${Package} ${Version}\\n';

describe('a Debian image', () => {
  let engine: DockerEngine;
  let image: Inspection;

  const inContainer = (...command: readonly string[]) => engine.docker(['run', '--rm', '--network', 'none', 'packages:latest', ...command]);

  beforeAll(async () => {
    engine = await startDockerEngine(join(scratch, 'engine'));
    await importDebian(engine, inject('sharedDirectory'));
    const context = join(scratch, 'context');
    mkdirSync(join(context, 'project', 'own'), { recursive: true });
    for (const [path, text] of Object.entries(project)) writeFileSync(join(context, 'project', path), text);
    writeFileSync(join(context, 'Dockerfile'), debianDockerfile);
    await engine.docker(['build', '--network', 'host', '--tag', 'packages:latest', context], { timeoutMilliseconds: 600_000 });
    await engine.docker(['save', '--output', join(scratch, 'debian.tar'), 'packages:latest']);
    image = await readInventory(join(scratch, 'debian.tar'));
  });
  afterAll(() => engine?.stop());

  it('is read whole', () => {
    expect(image.inventory.outcome).toEqual({ analyzer: 'packages', status: 'ok', unreadable: [] });
  });

  it('has the packages that dpkg lists', async () => {
    const listed = lines(await inContainer('dpkg-query', '--show', '--showformat', dpkgFormat));
    const installed = listed.filter((line) => line.startsWith('ii ')).map((line) => line.slice(3));
    expect(namesOf(image, 'deb')).toEqual([...installed].sort());
  });

  it('names the layer that installed each', () => {
    const layerOf = (name: string) => image.report.packages.find((found) => found.type === 'deb' && found.name === name)?.layer;
    expect([layerOf('dpkg'), layerOf('python3-pip'), layerOf('hello'), layerOf('python3-requests')]).toEqual([0, 1, 4, undefined]);
  });

  it('has the owners that dpkg names, and those of files that dpkg knows by another path', async () => {
    const paths = lines(await inContainer('find', '/', '-xdev', '(', '-type', 'f', '-o', '-type', 'l', ')', '-not', '-path', '/proc/*'));
    const sample = paths.filter((path, i) => i % 7 === 0 && !path.startsWith('/usr/bin/hello') && image.tree.find(path) !== null);
    const owners = await dpkgOwners([...sample, ...sample.map((path) => path.replace(/^\/usr/, ''))]);
    expect(sample.length).toBeGreaterThan(300);
    const wrong = sample.flatMap((path) => {
      const expected = [...(owners.get(path) ?? []), ...(owners.get(path.replace(/^\/usr/, '')) ?? [])];
      const found = systemOwner(image, path);
      return (found === null ? expected.length === 0 : expected.includes(found)) ? [] : [{ path, found, expected }];
    });
    expect(wrong).toEqual([]);
  });

  it('knows where a diverted file went', () => {
    const owners = ['/usr/bin/hello.aside', '/usr/bin/hello', '/usr/bin/sh'].map((path) => systemOwner(image, path));
    expect(owners).toEqual(['hello', null, 'dash']);
  });

  it('has the packages that pip lists, and their files', async () => {
    const listed = JSON.parse((await inContainer('pip', 'list', '--format', 'json')).toString('utf8')) as {
      name: string;
      version: string;
    }[];
    const fold = (name: string) => name.toLowerCase().replaceAll('_', '-');
    expect(namesOf(image, 'pypi').map(fold).sort()).toEqual(listed.map(({ name, version }) => fold(`${name} ${version}`)).sort());

    const shown = lines(await inContainer('pip', 'show', '--files', 'own-project'));
    const location = shown.find((line) => line.startsWith('Location: '))!.slice('Location: '.length);
    const files = shown.slice(shown.indexOf('Files:') + 1).map((line) => resolve(location, line.trim()));
    const own = image.inventory.packages.find(({ name }) => fold(name) === 'own-project')!;
    expect(own.files.map((node) => image.tree.path(node)).sort()).toEqual([...files].sort());
  });

  /** What `dpkg -S` says of each path that it knows. */
  async function dpkgOwners(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    const input = Buffer.from(`${paths.join('\n')}\n`);
    const script = 'xargs -d "\\n" dpkg -S 2>/dev/null || true';
    const args = ['run', '--rm', '--interactive', '--network', 'none', 'packages:latest', 'sh', '-c', script];
    const answers = lines(await engine.docker(args, { input })).flatMap((line) => {
      const [, names, path] = /^([^/]+): (\/.*)$/.exec(line) ?? [];
      if (names === undefined || path === undefined || names.includes('diversion')) return [];
      return [[path, names.split(', ').map((name) => name.split(':')[0]!)] as const];
    });
    return new Map(answers);
  }
});

const alpine = resolve('../shared/corpus/alpinelinux+docker-alpine');
const alpineAbsence = existsSync(alpine) ? '' : ' (skipped: there is no ../shared/corpus)';

describe.skipIf(alpineAbsence !== '')(`an Alpine image${alpineAbsence}`, () => {
  let image: Inspection;
  let root: string;

  const inRoot = (...command: readonly string[]) => run('chroot', [root, ...command]);

  beforeAll(async () => {
    root = join(scratch, 'alpine');
    mkdirSync(root);
    const [archive] = readdirSync(alpine).filter((name) => name.endsWith('x86_64.tar.gz'));
    await run('tar', ['--extract', '--gzip', '--file', join(alpine, archive!), '--directory', root]);
    image = await imageOf(root);
  });

  it('has the packages that apk lists', async () => {
    const listed = lines(await inRoot('/sbin/apk', 'info', '--verbose'));
    expect(namesOf(image, 'apk').map((name) => name.replace(' ', '-'))).toEqual([...listed].sort());
    expect(image.inventory.outcome.status).toBe('ok');
  });

  it('has the files that apk lists for each', async () => {
    for (const [i, { type, name, files }] of image.inventory.packages.entries()) {
      if (type !== 'apk') continue;
      const listed = lines(await inRoot('/sbin/apk', 'info', '--quiet', '--contents', name)).map((path) => `/${path}`);
      expect([name, files.map((node) => image.tree.path(node)).sort()]).toEqual([name, [...listed].sort()]);
      expect(image.inventory.ownership.bytes[i]).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('an application of npm', () => {
  it('has the packages that npm lists', async () => {
    const root = join(scratch, 'npm');
    mkdirSync(join(root, 'app'), { recursive: true });
    const dependencies = { chalk: '4.1.2', 'ansi-styles': '6.2.1', '@sindresorhus/is': '4.6.0', 'is-odd': '3.0.1', '@types/ms': '0.7.34' };
    writeFileSync(join(root, 'app', 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', dependencies }));
    await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: join(root, 'app') });
    const image = await imageOf(root);
    const listed = lines(await run('npm', ['ls', '--all', '--parseable', '--long'], { cwd: join(root, 'app') })).slice(1);
    const names = listed.map((line) => /:((?:@[^@:/]+\/)?[^@:]+)@([^:]+)/.exec(line)!).map(([, name, version]) => `${name} ${version}`);
    expect(namesOf(image, 'npm')).toEqual([...new Set(names)].sort());
    expect(image.report.packages.every(({ bytes }) => bytes > 0)).toBe(true);
  });
});

const binaries = ['/usr/bin/skopeo', '/usr/bin/umoci', '/usr/sbin/dockerd'];

describe('Go binaries', async () => {
  const hasGo = (await tryRun('go', ['version']).catch(() => null))?.status === 0;

  it.skipIf(!hasGo)(`have the modules that go lists${hasGo ? '' : ' (skipped: there is no go)'}`, async () => {
    const root = join(scratch, 'go');
    mkdirSync(root);
    await run('cp', [...binaries, root]);
    const image = await imageOf(root);
    for (const path of binaries.map((binary) => `/${binary.split('/').at(-1)}`)) {
      const found = image.inventory.packages.filter((one) => one.path === path && one.name !== 'stdlib');
      expect(found.map(({ name, version }) => `${name} ${version}`).sort()).toEqual(await goModules(join(root, path)));
    }
  });
});

/** `name version` of what was linked, sorted; `=>` stands in the place of the line before it. */
async function goModules(path: string): Promise<readonly string[]> {
  const modules: string[] = [];
  for (const [, word, name, version] of lines(await run('go', ['version', '-m', path])).map((line) => line.split('\t'))) {
    if (word === '=>') modules.pop();
    if (word === 'mod' || word === 'dep' || word === '=>') modules.push(`${name} ${version}`);
  }
  return modules.sort();
}
