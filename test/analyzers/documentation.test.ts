import { describe, expect, it } from 'vitest';
import { documentation } from '../../analyzers/documentation.ts';
import { findingsOf, seenBy } from './analysis-of.ts';

describe('documentation', () => {
  it('counts manuals and translations apart, without licences', async () => {
    const layers = [
      {
        '/usr/share/man/man1/a.1.gz': 60_000,
        '/usr/share/doc/a/README': 6_000,
        '/usr/share/doc/a/copyright': 90_000,
        '/usr/share/doc/a/LICENSE.txt': 90_000,
        '/usr/share/locale/de/LC_MESSAGES/a.mo': 70_000,
      },
    ];
    expect((await findingsOf(documentation, { layers })).map(({ code, bytes, evidence }) => [code, bytes, evidence.length])).toEqual([
      ['documentation/manual', 66_000, 2],
      ['documentation/translation', 70_000, 1],
    ]);
  });

  it.each<[name: string, env: readonly string[], expected: readonly string[]]>([
    ['nothing is set', [], ['locale /usr/lib/locale/locale-archive', 'locale /usr/lib/locale/de_DE.utf8', 'locale /usr/share/i18n']],
    [
      'C is set',
      ['LANG=C.UTF-8'],
      ['locale /usr/lib/locale/locale-archive', 'locale /usr/lib/locale/de_DE.utf8', 'locale /usr/share/i18n'],
    ],
    ['one is set', ['LC_ALL=de_DE.UTF-8'], ['locale /usr/share/i18n']],
  ])('tells locales that nobody is set to where %s', async (_, Env, expected) => {
    const layers = [
      {
        '/usr/lib/locale/locale-archive': 300_000,
        '/usr/lib/locale/de_DE.utf8/LC_CTYPE': 200_000,
        '/usr/lib/locale/C.utf8/LC_CTYPE': 200_000,
        '/usr/share/i18n/locales/de_DE': 100_000,
      },
    ];
    expect(await seenBy(documentation, { layers, config: { Env } })).toEqual(expected);
  });

  it('tells an archive of all locales, whatever is set', async () => {
    const layers = [{ '/usr/lib/locale/locale-archive': 40_000_000 }];
    expect(await seenBy(documentation, { layers, config: { Env: ['LANG=de_DE.UTF-8'] } })).toEqual([
      'locale /usr/lib/locale/locale-archive',
    ]);
  });

  it.each([
    ['licences', { '/usr/share/doc/a/copyright': 200_000, '/usr/share/doc/b/NOTICE': 200_000 }],
    ['a little', { '/usr/share/man/man1/a.1.gz': 65_535 }],
    ['what an application serves', { '/app/doc/a.html': 200_000, '/usr/share/nginx/html/a': 200_000 }],
    ['locales that programs are set to', { '/usr/lib/locale/C.utf8/LC_CTYPE': 200_000 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(documentation, { layers: [layer] })).toEqual([]);
  });
});
