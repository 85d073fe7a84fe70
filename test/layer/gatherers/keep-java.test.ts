import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepJava } from '../../../src/layer/gatherers/keep-java.ts';
import type { JavaFile } from '../../../src/model/java-file.ts';
import { javaArchive, manifest, pomProperties } from '../../support/java-archive.ts';

function keep(bytes: Buffer, name = 'app.jar'): JavaFile {
  const read = (offset: number, length: number) => (offset + length > bytes.length ? null : bytes.subarray(offset, offset + length));
  return JSON.parse(keepJava(name, { read }, bytes.length).toString('utf8')) as JavaFile;
}

/** `archive group:name:version`, with a sign for what is the archive itself. */
function seen({ packages }: JavaFile): readonly string[] {
  return packages.map(({ archive, isArchive, group, name, version }) => `${isArchive ? '=' : '+'} ${archive} ${group}:${name}:${version}`);
}

const library = javaArchive({ ...pomProperties('org.a', 'lib', '1.0'), 'a.class': 'x'.repeat(5_000) });

describe('the part java', () => {
  it('is what Maven left in the archive', () => {
    const { packages, unreadable } = keep(
      javaArchive({ ...manifest({ 'Bundle-License': 'MIT' }), ...pomProperties('org.a', 'app', '1.2') }),
    );
    expect(unreadable).toEqual([]);
    expect(packages).toEqual([{ archive: '', isArchive: true, group: 'org.a', name: 'app', version: '1.2', license: 'MIT' }]);
  });

  it('is also what was packed into it, and the one of its own name is itself', () => {
    const archive = javaArchive({ ...pomProperties('org.b', 'shaded', '2'), ...pomProperties('org.a', 'app', '1') });
    expect(seen(keep(archive, 'app-1.jar'))).toEqual(['=  org.a:app:1', '+  org.b:shaded:2']);
    expect(seen(keep(archive, 'other-7.jar'))).toEqual(['=  :other:7', '+  org.b:shaded:2', '+  org.a:app:1']);
  });

  it.each([
    ['commons-lang3-3.12.0.jar', {}, ':commons-lang3:3.12.0'],
    ['tool.jar', { 'Implementation-Version': '1.5', 'Implementation-Vendor-Id': 'org.tool' }, 'org.tool:tool:1.5'],
    ['tool.jar', { 'Bundle-Version': '2.0.0.v2', 'Implementation-Vendor-Id': 'Some Vendor, Inc.' }, ':tool:2.0.0.v2'],
    ['tool.jar', { 'Specification-Version': '3' }, ':tool:3'],
    ['jakarta.el-api-5.0.0-M1.jar', {}, ':jakarta.el-api:5.0.0-M1'],
    ['noversion.jar', {}, ':noversion:'],
  ])('of %s with %j is %s', (name, fields, expected) => {
    expect(seen(keep(javaArchive(manifest(fields)), name))).toEqual([`=  ${expected}`]);
  });

  it('reads a line of a manifest that goes on in the next', () => {
    const archive = javaArchive({ 'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\nImplementation-Version: 1.2\r\n .3\r\n' });
    expect(seen(keep(archive))).toEqual(['=  :app:1.2.3']);
  });

  it('is that of the archives in it, stored or deflated, at any of a few levels', () => {
    const war = javaArchive({ 'WEB-INF/lib/lib-1.0.jar': library, 'WEB-INF/lib/b-2.jar': { stored: javaArchive({ x: 'x' }) } });
    const ear = javaArchive({ 'app.war': { stored: war } });
    expect(seen(keep(ear, 'all.ear'))).toEqual([
      '=  :all:',
      '= app.war :app:',
      '= app.war!/WEB-INF/lib/lib-1.0.jar org.a:lib:1.0',
      '= app.war!/WEB-INF/lib/b-2.jar :b:2',
    ]);
  });

  it('reads an archive behind a script that starts it', () => {
    const archive = Buffer.concat([
      Buffer.from('#!/bin/sh\nexec java -jar "$0"\n'),
      javaArchive({ 'BOOT-INF/lib/lib.jar': { stored: library } }),
    ]);
    expect(seen(keep(archive))).toEqual(['=  :app:', '= BOOT-INF/lib/lib.jar org.a:lib:1.0']);
  });

  it('leaves out a placeholder that a build left in', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Maven's own placeholder
    expect(seen(keep(javaArchive(pomProperties('org.a', 'app', '${project.version}'))))).toEqual(['=  :app:']);
  });
});

describe('an archive of Java that cannot be read', () => {
  it('is told: the file itself, and one in it', () => {
    expect(keep(Buffer.from('no zip'))).toEqual({
      packages: [],
      unreadable: [{ path: '', reason: 'expected the directory of a zip archive at its end' }],
    });
    expect(keep(javaArchive({ 'lib/broken.jar': 'no zip', 'lib/lib.jar': library }))).toMatchObject({
      packages: [{ archive: '' }, { archive: 'lib/lib.jar' }],
      unreadable: [{ path: 'lib/broken.jar', reason: 'expected the directory of a zip archive at its end' }],
    });
  });

  it('is told: archives in archives without an end', () => {
    let archive = library;
    for (let depth = 0; depth < 10; depth++) archive = javaArchive({ 'a.jar': archive });
    const { packages, unreadable } = keep(archive);
    expect(packages).toHaveLength(4);
    expect(unreadable).toEqual([{ path: 'a.jar!/a.jar!/a.jar!/a.jar', reason: 'expected at most 4096 archives in 4 levels' }]);
  });

  it('is told: one that becomes far larger', () => {
    const { unreadable } = keep(javaArchive({ 'bomb.jar': Buffer.alloc(65 * 1_048_576) }));
    expect(unreadable).toEqual([{ path: 'bomb.jar', reason: 'expected an archive of at most 67108864 bytes that is whole' }]);
  });

  it('survives any damage', () => {
    const bytes = javaArchive({ ...manifest({}), ...pomProperties('g', 'a', '1'), 'lib/lib.jar': library, 'b.jar': { stored: library } });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }),
        fc.nat(bytes.length),
        (changes, end) => {
          const damaged = Buffer.from(bytes);
          for (const [at, byte] of changes) damaged[at] = byte;
          const { packages, unreadable } = keep(damaged.subarray(0, end));
          expect(packages.length + unreadable.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });
});
