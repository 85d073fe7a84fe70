import { describe, expect, it } from 'vitest';
import { mavenReader } from '../../../src/analyze/packages/maven.ts';
import { javaArchive, manifest, pomProperties } from '../../support/java-archive.ts';
import { readingOf } from './reading-of.ts';

const library = javaArchive(pomProperties('org.a', 'lib', '1.0'));

describe('packages of Java', () => {
  it('are the archives and those in them; a file belongs to what it is', async () => {
    const content = javaArchive({ ...manifest({ 'Bundle-License': 'Apache-2.0' }), 'WEB-INF/lib/lib-1.0.jar': library });
    const { packages, unreadable } = await readingOf(mavenReader, {
      layers: [
        { '/srv/shop-2.1.war': content },
        { '/srv/shop-2.1.war': { content, uid: 5 } },
        { '/gone.jar': library },
        { '/.wh.gone.jar': 0 },
      ],
    });
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([
      {
        type: 'maven',
        name: 'shop',
        version: '2.1',
        purl: 'pkg:maven/shop@2.1',
        license: 'Apache-2.0',
        path: '/srv/shop-2.1.war',
        layer: 0,
        files: ['/srv/shop-2.1.war'],
        directories: [],
      },
      {
        type: 'maven',
        name: 'org.a:lib',
        version: '1.0',
        purl: 'pkg:maven/org.a/lib@1.0',
        license: null,
        path: '/srv/shop-2.1.war!/WEB-INF/lib/lib-1.0.jar',
        layer: 0,
        files: [],
        directories: [],
      },
    ]);
  });

  it('are not in archives of other names, nor in directories', async () => {
    const layer = { '/a.zip': library, '/b.jar.bak': library, '/c.jar/': 0, '/jar': library };
    expect(await readingOf(mavenReader, { layers: [layer] })).toEqual({ packages: [], unreadable: [] });
  });

  it('are told where an archive cannot be read', async () => {
    const layer = { '/a.jar': 'x', '/b.jar': javaArchive({ 'c.jar': 'x' }) };
    const { packages, unreadable } = await readingOf(mavenReader, { layers: [layer] });
    const reason = 'expected the directory of a zip archive at its end';
    expect(packages.map(({ name }) => name)).toEqual(['b']);
    expect(unreadable).toEqual([
      { path: '/a.jar', reason },
      { path: '/b.jar!/c.jar', reason },
    ]);
  });
});
