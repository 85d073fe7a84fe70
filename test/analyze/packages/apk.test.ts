import { describe, expect, it } from 'vitest';
import { apkReader } from '../../../src/analyze/packages/apk.ts';
import { readingOf } from './reading-of.ts';

const database = '/lib/apk/db/installed';

const musl = 'C:Q1abc=\nP:musl\nV:1.2.5-r0\nA:x86_64\nS:1\nL:MIT\no:musl\nF:lib\nR:ld-musl-x86_64.so.1\na:0:0:755\nZ:Q1x=\nR:libc.so\n';
const libcrypto = 'P:libcrypto3\nV:3.3.2-r0\nA:x86_64\no:openssl\nF:\nF:etc\nF:etc/ssl\nR:ct_log.cnf\nF:usr/lib\nR:libcrypto.so.3\n';

describe('packages of apk', () => {
  it('have their identity, the layer that installed them, and the files that are there', async () => {
    const { packages, unreadable } = await readingOf(apkReader, {
      layers: [
        {
          '/etc/os-release': 'ID=alpine\nVERSION_ID=3.20.3\n',
          '/lib/ld-musl-x86_64.so.1': 5,
          '/lib/libc.so': 1,
          '/lib/other.so': 1,
          [database]: musl,
        },
        {
          '/etc/ssl/ct_log.cnf': 7,
          '/lib/.wh.libc.so': 0,
          '/ct_log.cnf': 1,
          '/usr/lib/ct_log.cnf': 1,
          '/usr/lib/libcrypto.so.3': 1,
          [database]: `${musl}\n${libcrypto}\n`,
        },
      ],
    });
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([
      {
        type: 'apk',
        name: 'musl',
        version: '1.2.5-r0',
        purl: 'pkg:apk/alpine/musl@1.2.5-r0?arch=x86_64',
        license: 'MIT',
        path: database,
        layer: 0,
        files: ['/lib/ld-musl-x86_64.so.1'],
        directories: [],
      },
      {
        type: 'apk',
        name: 'libcrypto3',
        version: '3.3.2-r0',
        purl: 'pkg:apk/alpine/libcrypto3@3.3.2-r0?arch=x86_64&upstream=openssl',
        license: null,
        path: database,
        layer: 1,
        files: ['/etc/ssl/ct_log.cnf', '/usr/lib/libcrypto.so.3'],
        directories: [],
      },
    ]);
  });

  it('are found below /usr as well, and through linked directories', async () => {
    const { packages } = await readingOf(apkReader, {
      layers: [{ '/lib': { linkTarget: 'usr/lib' }, '/usr/lib/libc.so': 1, '/usr/lib/apk/db/installed': musl }],
    });
    expect(packages.map(({ path, files }) => [path, files])).toEqual([['/usr/lib/apk/db/installed', ['/usr/lib/libc.so']]]);
  });
});

describe('a database of apk that is damaged', () => {
  it('is told, and the rest is read', async () => {
    const { packages, unreadable } = await readingOf(apkReader, {
      layers: [{ [database]: `P:nothing\n\nR:orphan\nV\n:\n\nxx\n\n${musl}` }],
    });
    expect(packages.map(({ name }) => name)).toEqual(['musl']);
    expect(unreadable).toEqual([{ path: database, reason: 'expected a name and a version in every paragraph, got 2 without' }]);
  });

  it('is told where it is something else', async () => {
    const { packages, unreadable } = await readingOf(apkReader, { layers: [{ [database]: 'hello\n' }] });
    expect({ packages, unreadable }).toEqual({
      packages: [],
      unreadable: [{ path: database, reason: 'expected paragraphs of packages, got none' }],
    });
  });

  it('is no matter where there is none', async () => {
    expect(await readingOf(apkReader, { layers: [{ '/srv/lib/apk/db/installed': musl }] })).toEqual({ packages: [], unreadable: [] });
  });
});
