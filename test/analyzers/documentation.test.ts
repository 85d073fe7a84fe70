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

  it.each([
    ['licences', { '/usr/share/doc/a/copyright': 200_000, '/usr/share/doc/b/NOTICE': 200_000 }],
    ['a little', { '/usr/share/man/man1/a.1.gz': 65_535 }],
    ['what an application serves', { '/app/doc/a.html': 200_000, '/usr/share/nginx/html/a': 200_000 }],
    ['locales that programs are set to', { '/usr/lib/locale/C.utf8/LC_CTYPE': 200_000 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(documentation, { layers: [layer] })).toEqual([]);
  });
});
