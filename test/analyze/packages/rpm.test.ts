import { describe, expect, it } from 'vitest';
import { rpmReader } from '../../../src/analyze/packages/rpm.ts';
import { bdbDatabase, ndbDatabase, sqliteDatabase } from '../../support/rpm-database.ts';
import { rpmHeader } from '../../support/rpm-header.ts';
import { readingOf } from './reading-of.ts';

const bash = rpmHeader({
  name: 'bash',
  version: '5.2',
  release: '1.el9',
  architecture: 'x86_64',
  license: 'GPL-3.0-or-later',
  sourceRpm: 'bash-5.2-1.el9.src.rpm',
  files: ['/bin/bash', '/etc/bashrc', '/usr', '/gone'],
});
const openssl = rpmHeader({ name: 'openssl', version: '3.0', release: '2', epoch: 1, files: ['/usr/bin/openssl'] });
const sqlite = await sqliteDatabase([bash]);
const release = 'ID=rhel\nVERSION_ID="9.4"\n';
const files = { '/usr/bin/bash': 10, '/bin': { linkTarget: 'usr/bin' }, '/etc/bashrc': 1, '/usr/bin/openssl': 5 };

describe('packages of rpm', () => {
  it('are those of the database, since the layer that installed them', async () => {
    const path = '/var/lib/rpm/rpmdb.sqlite';
    const reading = await readingOf(rpmReader, {
      layers: [
        { '/etc/os-release': release, ...files, [path]: await sqliteDatabase([bash]) },
        { [path]: await sqliteDatabase([openssl, bash]) },
        { [path]: { content: await sqliteDatabase([openssl, bash]), uid: 1 } },
      ],
    });
    const common = { type: 'rpm', path, directories: [] };
    expect(reading).toEqual({
      packages: [
        {
          ...common,
          name: 'openssl',
          version: '1:3.0-2',
          purl: 'pkg:rpm/redhat/openssl@3.0-2?distro=rhel-9.4&epoch=1',
          license: null,
          layer: 1,
          files: ['/usr/bin/openssl'],
        },
        {
          ...common,
          name: 'bash',
          version: '5.2-1.el9',
          purl: 'pkg:rpm/redhat/bash@5.2-1.el9?arch=x86_64&distro=rhel-9.4&upstream=bash-5.2-1.el9.src.rpm',
          license: 'GPL-3.0-or-later',
          layer: 0,
          files: ['/etc/bashrc', '/usr/bin/bash'],
        },
      ],
      unreadable: [],
    });
  });

  it.each([
    ['/var/lib/rpm/Packages', bdbDatabase([bash])],
    ['/usr/lib/sysimage/rpm/Packages.db', ndbDatabase([bash])],
    ['/usr/share/rpm/rpmdb.sqlite', sqlite],
  ])('are read wherever the database is, and through links: %s', async (path, content) => {
    const link = path.startsWith('/var') ? {} : { '/var/lib/rpm': { linkTarget: path.slice(0, path.lastIndexOf('/')) } };
    const { packages, unreadable } = await readingOf(rpmReader, { layers: [{ ...files, ...link, [path]: content }] });
    expect([packages.map(({ name, purl }) => [name, purl]), unreadable]).toEqual([
      [['bash', 'pkg:rpm/bash@5.2-1.el9?arch=x86_64&upstream=bash-5.2-1.el9.src.rpm']],
      [],
    ]);
  });

  it('are those of the newest database where an older one was left behind', async () => {
    const layer = { '/var/lib/rpm/Packages': bdbDatabase([bash]), '/var/lib/rpm/rpmdb.sqlite': await sqliteDatabase([openssl]) };
    const { packages } = await readingOf(rpmReader, { layers: [layer] });
    expect(packages.map(({ name }) => name)).toEqual(['openssl']);
  });

  it('are not those of a database elsewhere, nor of an empty one', async () => {
    const layer = { '/var/lib/rpm/': 0, '/srv/rpm/Packages': bdbDatabase([bash]), '/var/lib/rpm/rpmdb.sqlite': '' };
    expect(await readingOf(rpmReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });
});

describe('a database of rpm that cannot be read', () => {
  it('is told', async () => {
    const path = '/var/lib/rpm/Packages';
    expect(await readingOf(rpmReader, { layers: [{ [path]: 'x' }] })).toEqual({
      packages: [],
      unreadable: [{ path, reason: 'expected a database of SQLite, ndb or Berkeley DB' }],
    });
  });

  it('is told where only its end is missing, beside what was read', async () => {
    const path = '/var/lib/rpm/Packages.db';
    const { packages, unreadable } = await readingOf(rpmReader, { layers: [{ [path]: ndbDatabase([bash, openssl]).subarray(0, -40) }] });
    expect(packages.map(({ name }) => name)).toEqual(['bash']);
    expect(unreadable).toEqual([{ path, reason: expect.stringMatching(/^expected package 2 at byte \d+$/) as string }]);
  });

  it('is told where changes stand beside it', async () => {
    const path = '/var/lib/rpm/rpmdb.sqlite';
    const layer = { [path]: await sqliteDatabase([bash]), [`${path}-wal`]: 'x' };
    const { packages, unreadable } = await readingOf(rpmReader, { layers: [layer] });
    expect(packages).toHaveLength(1);
    expect(unreadable).toEqual([{ path: `${path}-wal`, reason: 'expected no changes beside the database, which are not read' }]);
  });
});
