import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initSqlJs from 'sql.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inspection } from '../../src/index.ts';
import { dockerArchive } from '../support/docker-archive.ts';
import { ndbDatabase } from '../support/rpm-database.ts';
import { installPackages } from './support/apt.ts';
import { namesOf, readInventory } from './support/read-inventory.ts';
import { run } from './support/run.ts';

let scratch: string;

beforeAll(async () => {
  await installPackages(['rpm']);
  scratch = mkdtempSync(join(tmpdir(), 'flense-rpm-'));
  for (const name of ['one', 'two', 'three']) await buildPackage(name);
  await installAll(join(scratch, 'sqlite'));
});

afterAll(() => run('rm', ['-rf', '--one-file-system', scratch]));

/** `two` has an epoch, `three` replaces nothing and has enough text to need more than one page. */
const extras: Readonly<Record<string, string>> = { one: '', two: 'Epoch: 3', three: 'Provides: something' };

function specification(name: string): string {
  const files = Array.from({ length: 200 }, (_, i) => `echo ${i} > %{buildroot}/opt/${name}-${i}`).join('\n');
  return `Name: ${name}
Version: 1.${name.length}
Release: 2.el9
${extras[name]}
Summary: ${name}
License: MIT AND GPL-2.0-or-later
BuildArch: noarch
%description
${'A long description. '.repeat(400)}
%install
mkdir -p %{buildroot}/usr/share/${name}/sub %{buildroot}/opt %{buildroot}/usr/bin
head -c ${name.length}000 /dev/zero > %{buildroot}/usr/share/${name}/data
echo x > "%{buildroot}/usr/share/${name}/sub/with space"
ln -s data %{buildroot}/usr/share/${name}/link
ln %{buildroot}/usr/share/${name}/data %{buildroot}/usr/bin/${name}
${files}
%files
/usr/share/${name}
/usr/bin/${name}
/opt/*
`;
}

async function buildPackage(name: string): Promise<void> {
  const path = join(scratch, `${name}.spec`);
  writeFileSync(path, specification(name));
  await run('rpmbuild', ['--define', `_topdir ${scratch}/build`, '--define', '_build_id_links none', '-bb', path]);
}

const databasePath = '/var/lib/rpm';

function rpm(root: string, ...args: readonly string[]): Promise<Buffer> {
  return run('rpm', ['--root', root, '--define', `_dbpath ${databasePath}`, ...args]);
}

async function installAll(root: string): Promise<void> {
  mkdirSync(join(root, 'etc'), { recursive: true });
  writeFileSync(join(root, 'etc/os-release'), 'ID=rocky\nVERSION_ID=9.4\n');
  await rpm(root, '--initdb');
  const names = ['one', 'two', 'three'].map((name) => join(scratch, `build/RPMS/noarch/${name}-1.${name.length}-2.el9.noarch.rpm`));
  await rpm(root, '--install', '--nodeps', '--ignorearch', ...names);
}

async function imageOf(root: string): Promise<Inspection> {
  const archive = `${root}.tar`;
  writeFileSync(archive, dockerArchive({ layers: [await run('tar', ['--create', '--directory', root, '.'])] }));
  return readInventory(archive);
}

function lines(output: Buffer): readonly string[] {
  return output
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
}

const epochQuery = '%{NAME} %|EPOCH?{%{EPOCH}:}:{}|%{VERSION}-%{RELEASE}\\n';

/** The headers of the packages, as SQLite itself hands them out. */
async function headersOf(root: string): Promise<readonly Uint8Array[]> {
  const { Database } = await initSqlJs();
  const database = new Database(readFileSync(join(root, databasePath, 'rpmdb.sqlite')));
  const rows = database.exec('SELECT blob FROM Packages ORDER BY hnum')[0]!.values.map(([blob]) => blob as Uint8Array);
  database.close();
  return rows;
}

/** A root like the first with its database in another form. */
async function convertedRoot(name: string, write: (directory: string, headers: readonly Uint8Array[]) => Promise<void>): Promise<string> {
  const root = join(scratch, name);
  await run('cp', ['--archive', join(scratch, 'sqlite'), root]);
  const headers = await headersOf(root);
  rmSync(join(root, databasePath), { recursive: true });
  mkdirSync(join(root, databasePath));
  await write(join(root, databasePath), headers);
  return root;
}

/** Perl brings the real Berkeley DB. */
const perlScript = `
use DB_File;
my $info = DB_File::HASHINFO->new;
$info->{bsize} = 4096;
tie my %db, 'DB_File', $ARGV[0], O_CREAT | O_RDWR, 0644, $info or die "cannot write: $!";
$db{pack('V', 0)} = pack('V', @ARGV - 1);
for my $i (1 .. $#ARGV) { open my $file, '<:raw', $ARGV[$i] or die $!; local $/; $db{pack('V', $i)} = <$file>; }
`;

describe('a root that rpm filled', () => {
  let image: Inspection;

  beforeAll(async () => {
    image = await imageOf(join(scratch, 'sqlite'));
  });

  it('is read whole, and has the packages that rpm lists', async () => {
    expect(image.inventory.outcome).toEqual({ analyzer: 'packages', status: 'ok', unreadable: [] });
    const listed = lines(await rpm(join(scratch, 'sqlite'), '--query', '--all', '--queryformat', epochQuery));
    expect(namesOf(image, 'rpm')).toEqual([...listed].sort());
  });

  it('has the files that rpm lists for each, and their bytes, hardlinks once', async () => {
    for (const [i, { name, files, license }] of image.inventory.packages.entries()) {
      const root = join(scratch, 'sqlite');
      const listed = lines(await rpm(root, '--query', '--list', '--verbose', name)).filter((line) => !line.startsWith('d'));
      const paths = listed.map((line) => line.slice(line.indexOf(' /') + 1).split(' -> ')[0]!);
      expect(files.map((node) => image.tree.path(node)).sort()).toEqual([...paths].sort());
      const listedBytes = listed.filter((line) => line.startsWith('-')).map((line) => Number(line.split(/\s+/)[4]));
      const linkedBytes = 1_000 * name.length;
      expect(image.inventory.ownership.bytes[i]).toBe(listedBytes.reduce((sum, bytes) => sum + bytes, 0) - linkedBytes);
      expect(license).toBe('MIT AND GPL-2.0-or-later');
    }
  });

  it('names packages as others do', () => {
    expect(image.report.packages.map(({ purl }) => purl)).toContain(
      'pkg:rpm/rocky/two@1.3-2.el9?arch=noarch&distro=rocky-9.4&epoch=3&upstream=two-1.3-2.el9.src.rpm',
    );
  });
});

describe('the same database in another form', () => {
  it('has the same packages and files: Berkeley DB, by its own library, as rpm reads it', async () => {
    const root = await convertedRoot('bdb', async (directory, headers) => {
      const blobs = headers.map((header, i) => {
        const path = join(scratch, `header-${i}`);
        writeFileSync(path, header);
        return path;
      });
      await run('perl', ['-e', perlScript, join(directory, 'Packages'), ...blobs]);
    });
    const image = await imageOf(root);
    const listed = lines(await rpm(root, '--define', '_db_backend bdb_ro', '--query', '--all', '--queryformat', epochQuery));
    expect(listed).toHaveLength(3);
    expect(namesOf(image, 'rpm')).toEqual([...listed].sort());
    expect(image.inventory.outcome.unreadable).toEqual([]);
    expect(await filesOf(image)).toEqual(await filesOf(await imageOf(join(scratch, 'sqlite'))));
  });

  it('has the same packages and files: ndb', async () => {
    const root = await convertedRoot('ndb', async (directory, headers) =>
      writeFileSync(join(directory, 'Packages.db'), ndbDatabase(headers)),
    );
    const image = await imageOf(root);
    expect(image.inventory.outcome.unreadable).toEqual([]);
    expect(await filesOf(image)).toEqual(await filesOf(await imageOf(join(scratch, 'sqlite'))));
  });
});

async function filesOf({ inventory, tree }: Inspection): Promise<readonly (readonly [string, readonly string[]])[]> {
  return inventory.packages.map(({ name, version, files }) => [`${name} ${version}`, files.map((node) => tree.path(node)).sort()]);
}
