import { describe, expect, it } from 'vitest';
import { packageCache } from '../../analyzers/package-cache.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('package-cache', () => {
  it('tells each directory with its bytes, by layer, and what to do about it', async () => {
    const layers = [
      { '/var/cache/apt/pkgcache.bin': 5_000 },
      { '/var/lib/apt/lists/a': 9_000, '/var/cache/apt/archives/x.deb': 2_000, '/root/.cache/pip/http/x': 6_000 },
    ];
    const findings = await findingsOf(packageCache, { layers, history: ['ADD rootfs', 'RUN /bin/sh -c install'] });
    expect(
      findings.map(({ code, summary, bytes, evidence, remedy }) => ({ code, summary, bytes, count: evidence.length, remedy: remedy.kind })),
    ).toEqual([
      { code: 'package-cache/system', summary: 'caches are left in /var/cache/apt', bytes: 5_000, count: 1, remedy: 'production-stage' },
      {
        code: 'package-cache/system',
        summary: 'caches are left in /var/lib/apt/lists and /var/cache/apt',
        bytes: 11_000,
        count: 2,
        remedy: 'same-layer',
      },
      { code: 'package-cache/language', summary: 'caches are left in /root/.cache/pip', bytes: 6_000, count: 1, remedy: 'same-layer' },
    ]);
  });

  it.each([
    ['apk', '/etc/apk/cache/x', 'system /etc/apk/cache'],
    ['dnf', '/var/cache/dnf/x', 'system /var/cache/dnf'],
    ['npm of some user', '/home/app/.npm/_cacache/x', 'language /home/app/.npm/_cacache'],
    ['yarn of npm images', '/usr/local/share/.cache/yarn/v6/x', 'language /usr/local/share/.cache/yarn'],
    ['go', '/go/pkg/mod/cache/download/x', 'language /go/pkg/mod'],
    ['cargo', '/usr/local/cargo/registry/x', 'language /usr/local/cargo/registry'],
    ['maven', '/root/.m2/repository/x', 'language /root/.m2/repository'],
    ['conda', '/opt/conda/pkgs/x', 'language /opt/conda/pkgs'],
    ['coursier', '/root/.cache/coursier/v1/x', 'language /root/.cache/coursier'],
    ['NuGet', '/root/.local/share/NuGet/v3-cache/x', 'language /root/.local/share/NuGet/v3-cache'],
    ['micromamba', '/opt/micromamba/pkgs/x', 'language /opt/micromamba/pkgs'],
    ['gems of a version', '/var/lib/gems/3.1.0/cache/rails-7.0.gem', 'language /var/lib/gems/3.1.0/cache'],
    ['Ruby images', '/usr/local/bundle/cache/rails-7.0.gem', 'language /usr/local/bundle/cache'],
  ])('knows the cache of %s', async (_, path, expected) => {
    expect(await seenBy(packageCache, { layers: [{ [path]: 4_096 }] })).toEqual([expected]);
  });

  it.each(['/var/lib/gems/3.1.0', '/usr/lib/ruby/gems/3.2.0', '/opt/gems'])(
    'knows the archives of the gems installed in %s',
    async (home) => {
      const layers = [{ [`${home}/cache/rails-7.0.gem`]: 5_000, [`${home}/specifications/rails-7.0.gemspec`]: 10 }];
      expect(await seenBy(packageCache, { layers })).toEqual([`language ${home}/cache`]);
    },
  );

  it.each([
    ['gems that a program brings', { '/app/vendor/cache/rails-7.0.gem': 9_000 }],
    ['a cache beside gems', { '/opt/gems/cache/x.bin': 9_000, '/opt/gems/specifications/x.gemspec': 10 }],
    [
      'what a cleaned cache looks like',
      { '/var/lib/apt/lists/lock': 0, '/var/lib/apt/lists/partial/': 0, '/var/cache/apt/archives/lock': 0 },
    ],
    ['a store that a program runs from', { '/app/.yarn/cache/x.zip': 9_000, '/app/node_modules/x/index.js': 9_000 }],
    ['other caches', { '/var/cache/nginx/x': 9_000, '/app/cache/pip/x': 9_000, '/var/cache/fontconfig/x': 9_000 }],
    ['settings of a manager', { '/root/.npmrc': 9_000, '/root/.m2/settings.xml': 9_000 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(packageCache, { layers: [layer] })).toEqual([]);
  });

  it('leaves what a later layer removes to the account of waste', async () => {
    expect(await seenBy(packageCache, { layers: [{ '/var/lib/apt/lists/a': 9_000 }, { '/var/lib/apt/lists/.wh.a': 0 }] })).toEqual([]);
  });
});
