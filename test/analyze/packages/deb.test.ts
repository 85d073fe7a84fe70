import { describe, expect, it } from 'vitest';
import { debReader } from '../../../src/analyze/packages/deb.ts';
import { readingOf } from './reading-of.ts';

const info = '/var/lib/dpkg/info';
const release = 'ID=debian\nVERSION_ID="12"\n';

function paragraph(name: string, version: string, more = ''): string {
  return `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\n${more}Version: ${version}\nDescription: x\n Package: no\n`;
}

describe('packages of dpkg', () => {
  it('have their identity, the layer that installed them, and the files that are there', async () => {
    const { packages, unreadable } = await readingOf(debReader, {
      layers: [
        {
          '/etc/os-release': { linkTarget: '../usr/lib/os-release' },
          '/usr/lib/os-release': release,
          '/var/lib/dpkg/status': paragraph('curl', '1:7.88+deb'),
          [`${info}/curl.list`]:
            '/.\n/usr\n/usr/bin\n/usr/bin/curl\n/usr/share\n/usr/share/doc\n/usr/share/doc/curl\n/usr/share/doc/curl/copyright\n',
          '/usr/bin/curl': 10,
          '/usr/share/doc/curl/copyright': 20,
          '/usr/bin/other': 5,
        },
        { '/usr/share/doc/.wh.curl': 0 },
      ],
    });
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([
      {
        type: 'deb',
        name: 'curl',
        version: '1:7.88+deb',
        purl: 'pkg:deb/debian/curl@1:7.88%2Bdeb?arch=amd64&distro=debian-12',
        license: null,
        path: '/var/lib/dpkg/status',
        layer: 0,
        files: ['/usr/bin/curl'],
        directories: [],
      },
    ]);
  });

  it('name the source they were built from where it differs', async () => {
    const status = [
      paragraph('libc6', '2.36-9', 'Source: glibc\n'),
      paragraph('bash', '5.2-2+b13', 'Source: bash (5.2-2)\n'),
      paragraph('plain', '1'),
    ];
    const { packages } = await readingOf(debReader, { layers: [{ '/var/lib/dpkg/status': status.join('\n') }] });
    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:deb/debian/libc6@2.36-9?arch=amd64&upstream=glibc',
      'pkg:deb/debian/bash@5.2-2%2Bb13?arch=amd64&upstream=bash%405.2-2',
      'pkg:deb/debian/plain@1?arch=amd64',
    ]);
  });

  it('are there in the states in which dpkg leaves files', async () => {
    const states = [
      'install ok installed',
      'install ok unpacked',
      'install reinstreq half-installed',
      'deinstall ok config-files',
      'purge ok not-installed',
    ];
    const status = states.map((state, i) => `Package: p${i}\nStatus: ${state}\nVersion: 1\n`).join('\n');
    const { packages } = await readingOf(debReader, { layers: [{ '/var/lib/dpkg/status': status }] });
    expect(packages.map(({ name }) => name)).toEqual(['p0', 'p1', 'p2']);
  });

  it('belong to the layer since which they have been there in this version', async () => {
    const write = (...names: readonly string[]) => ({
      '/var/lib/dpkg/status': names.map((name) => paragraph(name.split('=')[0]!, name.split('=')[1]!)).join('\n'),
    });
    const { packages } = await readingOf(debReader, {
      layers: [write('a=1', 'b=1', 'd=1'), { '/x': 1 }, write('a=1', 'b=2', 'c=1'), write('a=1', 'b=2', 'c=1', 'd=1')],
    });
    expect(packages.map(({ name, layer }) => [name, layer])).toEqual([
      ['a', 0],
      ['b', 2],
      ['c', 2],
      ['d', 3],
    ]);
  });

  it('begin anew after the database was gone', async () => {
    const status = { '/var/lib/dpkg/status': paragraph('a', '1') };
    const { packages } = await readingOf(debReader, { layers: [status, { '/var/lib/dpkg/.wh.status': 0 }, status] });
    expect(packages.map(({ layer }) => layer)).toEqual([2]);
  });

  it('own what their list reaches through linked directories, and links that are not on the way to it', async () => {
    const { packages } = await readingOf(debReader, {
      layers: [
        {
          '/bin': { linkTarget: 'usr/bin' },
          '/usr/bin/ls': 1,
          '/usr/bin/dir': { linkTarget: 'ls' },
          '/usr/bin/bin/ls': 2,
          '/var/lib/dpkg/status': paragraph('coreutils', '9'),
          [`${info}/coreutils.list`]: '/.\n/bin\n/bin/dir\n/bin/ls\n/bin/missing\n/bin/bin/ls\n/nowhere/ls\n/usr/bin/ls/below\n',
        },
      ],
    });
    expect(packages[0]!.files).toEqual(['/usr/bin/bin/ls', '/usr/bin/dir', '/usr/bin/ls']);
  });

  it('have the list of their own architecture, or the plain one', async () => {
    const { packages } = await readingOf(debReader, {
      layers: [
        {
          '/a': 1,
          '/b': 1,
          '/var/lib/dpkg/status': `${paragraph('libx', '1')}\n${paragraph('liby', '1')}`,
          [`${info}/libx:amd64.list`]: '/a\n',
          [`${info}/libx:i386.list`]: '/b\n',
          [`${info}/liby.list`]: '/b\n',
        },
      ],
    });
    expect(packages.map(({ name, files }) => [name, files])).toEqual([
      ['libx', ['/a']],
      ['liby', ['/b']],
    ]);
  });

  it('own a diverted file where it went, and the one that diverts it the path', async () => {
    const { packages } = await readingOf(debReader, {
      layers: [
        {
          '/bin/sh': 1,
          '/bin/sh.distrib': 2,
          '/var/lib/dpkg/status': `${paragraph('dash', '1')}\n${paragraph('mine', '1')}`,
          '/var/lib/dpkg/diversions': '/bin/sh\n/bin/sh.distrib\nmine\n',
          [`${info}/dash.list`]: '/bin/sh\n',
          [`${info}/mine.list`]: '/bin/sh\n',
        },
      ],
    });
    expect(packages.map(({ name, files }) => [name, files])).toEqual([
      ['dash', ['/bin/sh.distrib']],
      ['mine', ['/bin/sh']],
    ]);
  });
});

describe('a database of dpkg that is damaged', () => {
  it('is told, and the rest is read', async () => {
    const status = `${paragraph('a', '1')}\nPackage: b\nStatus: install ok installed\n\nStatus: install ok installed\nVersion: 1\n\n${paragraph('c', '1')}`;
    const { packages, unreadable } = await readingOf(debReader, { layers: [{ '/var/lib/dpkg/status': status, [`${info}/a.list`]: '' }] });
    expect(packages.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(unreadable).toEqual([
      { path: '/var/lib/dpkg/status', reason: 'expected a name and a version in every paragraph, got 2 without' },
      { path: '/var/lib/dpkg/info', reason: 'expected a list of files for each package, got none for 1: c' },
    ]);
  });

  it('is told where it is something else', async () => {
    const { packages, unreadable } = await readingOf(debReader, { layers: [{ '/var/lib/dpkg/status': Buffer.alloc(5_000, 0xff) }] });
    expect({ packages, unreadable }).toEqual({
      packages: [],
      unreadable: [{ path: '/var/lib/dpkg/status', reason: 'expected paragraphs of packages, got none' }],
    });
  });

  it('is no matter where there is none, or an empty one', async () => {
    expect(await readingOf(debReader, { layers: [{ '/a': 1 }] })).toEqual({ packages: [], unreadable: [] });
    expect(await readingOf(debReader, { layers: [{ '/var/lib/dpkg/status': '' }] })).toEqual({ packages: [], unreadable: [] });
  });

  it('is not looked for in another directory', async () => {
    expect(await readingOf(debReader, { layers: [{ '/opt/var/lib/dpkg/status': paragraph('a', '1') }] })).toEqual({
      packages: [],
      unreadable: [],
    });
  });
});

describe('packages without dpkg', () => {
  const directory = '/var/lib/dpkg/status.d';
  const control = 'Package: netbase\nArchitecture: all\nVersion: 6.4\nDescription: x\n';

  it('have a file each, and one of the checksums of their files', async () => {
    const sum = 'd41d8cd98f00b204e9800998ecf8427e';
    const { packages, unreadable } = await readingOf(debReader, {
      layers: [
        {
          '/usr/lib/os-release': release,
          '/etc/services': 3,
          '/etc/untold': 3,
          [`${directory}/netbase`]: control,
          [`${directory}/netbase.md5sums`]: `${sum}  etc/services\n${sum}  etc/gone\n${sum}\n`,
        },
        { [`${directory}/netbase`]: { content: control, uid: 7 } },
      ],
    });
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([
      {
        type: 'deb',
        name: 'netbase',
        version: '6.4',
        purl: 'pkg:deb/debian/netbase@6.4?arch=all&distro=debian-12',
        license: null,
        path: `${directory}/netbase`,
        layer: 0,
        files: ['/etc/services'],
        directories: [],
      },
    ]);
  });

  it('without checksums are told', async () => {
    const { packages, unreadable } = await readingOf(debReader, {
      layers: [{ [`${directory}/netbase`]: control, [`${directory}/bad`]: 'x' }],
    });
    expect(packages.map(({ name }) => name)).toEqual(['netbase']);
    expect(unreadable).toEqual([
      { path: `${directory}/bad`, reason: 'expected a name and a version in every paragraph, got 1 without' },
      { path: directory, reason: 'expected a list of files for each package, got none for 2: bad, netbase' },
    ]);
  });
});
