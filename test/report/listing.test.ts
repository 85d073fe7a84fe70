import { describe, expect, it } from 'vitest';
import { listTree } from '../../src/filesystem/list-tree.ts';
import type { ListedEntry } from '../../src/filesystem/listed-entry.ts';
import { listingJsonParts } from '../../src/report/listing-json.ts';
import { listingTextParts } from '../../src/report/listing-text.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { treeOf } from './tree-of.ts';

const entry: ListedEntry = {
  path: '/a',
  kind: 'file',
  mode: 0o4755,
  uid: 1000,
  gid: 50,
  sizeBytes: 12_345,
  mtime: 1_700_000_000.5,
  linkTarget: null,
  layer: 2,
};

describe('listingJsonParts', () => {
  it('is an array with an entry a line', async () => {
    const tree = await treeOf({ '/implied/file': 3, '/link': { linkTarget: 'implied' } });
    const entries = [...listTree(tree, 0)].map((node) => tree.at(node));
    expect([...listingJsonParts(entries)].join('')).toMatchInlineSnapshot(`
      "[
        {"path":"/","type":"directory","mode":"0755","uid":0,"gid":0,"sizeBytes":0,"mtime":0,"linkTarget":null,"layer":null},
        {"path":"/implied","type":"directory","mode":"0755","uid":0,"gid":0,"sizeBytes":0,"mtime":0,"linkTarget":null,"layer":null},
        {"path":"/implied/file","type":"file","mode":"0644","uid":0,"gid":0,"sizeBytes":3,"mtime":1700000000,"linkTarget":null,"layer":0},
        {"path":"/link","type":"symlink","mode":"0777","uid":0,"gid":0,"sizeBytes":0,"mtime":1700000000,"linkTarget":"implied","layer":0}
      ]
      "
    `);
  });

  it('is an empty array where there is nothing', () => {
    expect([...listingJsonParts([])].join('')).toBe('[]\n');
  });

  it('says what changed, where that was asked', () => {
    const [, line] = [...listingJsonParts([{ ...entry, change: 'removed' }])].join('').split('\n');
    expect(JSON.parse(line!)).toEqual({
      path: '/a',
      type: 'file',
      mode: '4755',
      uid: 1000,
      gid: 50,
      sizeBytes: 12_345,
      mtime: 1_700_000_000.5,
      linkTarget: null,
      layer: 2,
      change: 'removed',
    });
  });
});

describe('listingTextParts', () => {
  const lines = (entries: readonly ListedEntry[]): string => [...listingTextParts(entries, textStyle(80, false, true))].join('');

  it('has a line for each kind of entry', () => {
    const kinds: readonly Partial<ListedEntry>[] = [
      {},
      { kind: 'directory', mode: 0o1777, path: '/d' },
      { kind: 'directory', mode: 0o755, layer: null, path: '/implied' },
      { kind: 'symlink', linkTarget: '../b', path: '/l' },
      { kind: 'hardlink', linkTarget: '/b', path: '/h' },
      { kind: 'char', path: '/c' },
      { kind: 'whiteout', path: '/w' },
      { kind: 'opaque-whiteout', path: '/o' },
      { kind: 'aufs-metadata', path: '/.wh..wh.x' },
      { uid: 4_294_967_295, gid: 4_294_967_295, mtime: 9e15, path: '/far' },
    ];
    expect(lines(kinds.map((kind) => ({ ...entry, ...kind })))).toMatchInlineSnapshot(`
      "-rwsr-xr-x 1000:50      12.3 kB  2023-11-14 22:13  L2   /a
      drwxrwxrwt 1000:50            -  2023-11-14 22:13  L2   /d
      drwxr-xr-x 1000:50            -  -                 -    /implied
      lrwsr-xr-x 1000:50            -  2023-11-14 22:13  L2   /l → ../b
      -rwsr-xr-x 1000:50      12.3 kB  2023-11-14 22:13  L2   /h = /b
      crwsr-xr-x 1000:50            -  2023-11-14 22:13  L2   /c
      w--------- 1000:50            -  2023-11-14 22:13  L2   /w (whiteout)
      o--------- 1000:50            -  2023-11-14 22:13  L2   /o (opaque: hides what lower layers have in it)
      -rwsr-xr-x 1000:50            -  2023-11-14 22:13  L2   /.wh..wh.x
      -rwsr-xr-x 4294967295:4294967295  12.3 kB  -                 L2   /far
      "
    `);
  });

  it('has a sign for each change', () => {
    const changes = (['added', 'modified', 'removed'] as const).map((change) => ({ ...entry, change }));
    expect(lines(changes).replace(/ .*/g, '')).toBe('+\n~\n-\n');
  });

  it('escapes names and targets', () => {
    const line = lines([{ ...entry, kind: 'symlink', path: '/a\n\u001b[31m', linkTarget: '\u202ex' }]);
    expect(line.slice(line.indexOf('/'))).toBe('/a\\n\\x1b[31m → \\u202ex\n');
  });
});
