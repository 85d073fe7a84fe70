import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/diff/versions/compare-versions.ts';

/** Each list in ascending order. */
const ascending: readonly (readonly [type: string, versions: readonly string[]])[] = [
  // The order of Debian's policy, with epochs and revisions.
  ['deb', ['1.0~~', '1.0~~a', '1.0~', '1.0', '1.0-1', '1.0-1+b1', '1.0-1.1', '1.0a', '1.0+dfsg', '1.0.1', '1.2', '1.10', '1:0.1']],
  ['deb', ['3.0.20-1~deb12u1', '3.0.20-1~deb12u2', '3.0.20-1', '3.0.100-1']],
  ['rpm', ['1.0~rc1-1', '1.0-1', '1.0-2', '1.0^git1-1', '1.0a-1', '1.0.1-1', '1.2-1', '1.10-1', '1:0.1-1']],
  ['apk', ['1.0_alpha1-r0', '1.0_rc1-r0', '1.0-r0', '1.0-r1', '1.0_p1-r0', '1.0a-r0', '1.0.1-r0', '1.2-r0', '1.10-r0']],
  ['pypi', ['1.0.dev1', '1.0a1', '1.0b2', '1.0rc1', '1.0', '1.0.post1', '1.1', '1.10', '1!0.1']],
  ['npm', ['1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-rc.1', '1.0.0', '1.2.0', '1.10.0']],
  ['golang', ['v0.0.0-20200101000000-aaaaaaaaaaaa', 'v0.1.0', 'v1.2.3']],
  ['golang', ['go1.21', 'go1.22']],
  ['nuget', ['4.7.2', '4.7.2.1', '4.7.10.0']],
];

describe('compareVersions', () => {
  it.each(ascending)('has the order of %s', (type, versions) => {
    for (const [i, version] of versions.entries()) {
      const signs = versions.map((other) => Math.sign(compareVersions(type, version, other) ?? Number.NaN));
      expect([version, signs]).toEqual([version, versions.map((_, j) => (i === j ? (signs[j] as number) : Math.sign(i - j)))]);
    }
  });

  it('has no order for what its rules do not know', () => {
    expect([
      compareVersions('npm', '1.0', 'main'),
      compareVersions('apk', '1.0-r0', 'x'),
      compareVersions('pypi', '1.0+cpu', '1.0+cuda'),
      compareVersions('maven', '2.0.Final', '2.0.RC1'),
      compareVersions('deb', '', '1'),
      compareVersions('deb', '1'.repeat(300), '2'),
      compareVersions('npm', '1.0.0+a', '1.0.0+b'),
    ]).toEqual([null, null, null, null, null, null, null]);
  });

  it('compares numbers of any length, and is soon done with hostile ones', () => {
    expect(compareVersions('deb', `1.${'9'.repeat(40)}`, `1.1${'0'.repeat(40)}`)).toBeLessThan(0);
    const start = performance.now();
    for (const type of ['deb', 'rpm', 'apk', 'pypi', 'npm', 'nuget'])
      for (const text of ['1.'.repeat(128), '1_p'.repeat(80), '0'.repeat(256), '1a-'.repeat(80), '~^'.repeat(100)])
        compareVersions(type, text, `${text.slice(0, 250)}x`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
