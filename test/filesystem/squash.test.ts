import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../support/layers.ts';
import { seen, squashed } from './squashed.ts';

const link = (linkTarget: string) => ({ linkTarget });
const hard = (linkTarget: string) => ({ kind: 'hardlink' as const, linkTarget });
const opaque = '.wh..wh..opq';

type Row = readonly [title: string, layers: readonly LayerInput[], expected: readonly string[]];

describe('a container sees', () => {
  it.each<Row>([
    ['what any layer wrote', [{ '/a': 1 }, { '/b': 2 }], ['/a file 1 @0', '/b file 2 @1']],
    ['nothing of no layers', [], []],
    ['nothing of empty layers', [{}, {}], []],
    ['the upper of two files', [{ '/a': 1 }, { '/a': 2 }], ['/a file 2 @1']],
    [
      'the last of two files in one layer',
      [
        [
          ['/a', 1],
          ['/a', 2],
        ],
      ],
      ['/a file 2 @0'],
    ],
    ['directories that nobody wrote', [{ '/a/b/c': 1 }], ['/a directory @-', '/a/b directory @-', '/a/b/c file 1 @0']],
    ['a directory by the layer that wrote it', [{ '/a/b': 1 }, { '/a/': 0 }], ['/a directory @1', '/a/b file 1 @0']],
    [
      'the lower files of a directory that is written again',
      [
        { '/d/': 0, '/d/a': 1 },
        { '/d/': 0, '/d/b': 1 },
      ],
      ['/d directory @1', '/d/a file 1 @0', '/d/b file 1 @1'],
    ],
    [
      'entries of every kind',
      [{ '/p': { kind: 'fifo' }, '/c': { kind: 'char', device: [1, 3] }, '/l': link('x') }],
      ['/c char @0', '/l symlink @0 -> x', '/p fifo @0'],
    ],
    [
      'names that differ in what comes after',
      [{ '/a': 1, '/a.b': 1, '/a-b/c': 1 }, { '/.wh.a': 0 }],
      ['/a-b directory @-', '/a-b/c file 1 @0', '/a.b file 1 @0'],
    ],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });
});

describe('a whiteout', () => {
  it.each<Row>([
    ['hides a lower file', [{ '/a': 1, '/b': 1 }, { '/.wh.a': 0 }], ['/b file 1 @0']],
    ['hides a lower directory with all in it', [{ '/d/e/f': 1, '/d/g': 1 }, { '/.wh.d': 0 }], []],
    ['hides what several layers wrote', [{ '/d/a': 1 }, { '/d/b': 1 }, { '/.wh.d': 0 }], []],
    ['hides a symlink and not what it leads to', [{ '/a': 1, '/l': link('a') }, { '/.wh.l': 0 }], ['/a file 1 @0']],
    ['hides nothing of its own layer, behind it', [{ '/d/a': 1 }, { '/.wh.d': 0, '/d/b': 1 }], ['/d directory @-', '/d/b file 1 @1']],
    ['hides nothing of its own layer, in front of it', [{ '/d/a': 1 }, { '/d/b': 1, '/.wh.d': 0 }], ['/d directory @-', '/d/b file 1 @1']],
    ['hides a file that its layer writes anew', [{ '/a': 1 }, { '/a': 2, '/.wh.a': 0 }], ['/a file 2 @1']],
    ['hides nothing of upper layers', [{ '/.wh.a': 0 }, { '/a': 1 }], ['/a file 1 @1']],
    ['of what is not there does nothing', [{ '/a': 1 }, { '/.wh.b': 0, '/d/.wh.c': 0 }], ['/a file 1 @0']],
    [
      'twice does nothing more',
      [
        { '/a': 1 },
        [
          ['/.wh.a', 0],
          ['/.wh.a', 0],
        ],
      ],
      [],
    ],
    ['leaves the directory above', [{ '/d/a': 1 }, { '/d/.wh.a': 0 }], ['/d directory @-']],
    ['of a name that looks like one', [{ '/.wh': 1, '/d': 1 }, { '/.wh..wh': 0 }], ['/d file 1 @0']],
    [
      'is none in the middle of a name',
      [{ '/opt/nowhere/app.js': 1, '/srv/x.wh.y': 1, '/srv/y': 1 }, { '/srv/x.wh.y': 2 }],
      [
        '/opt directory @-',
        '/opt/nowhere directory @-',
        '/opt/nowhere/app.js file 1 @0',
        '/srv directory @-',
        '/srv/x.wh.y file 2 @1',
        '/srv/y file 1 @0',
      ],
    ],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });
});

describe('an opaque directory', () => {
  it.each<Row>([
    [
      'hides all that lower layers have in it',
      [{ '/d/a': 1, '/d/e/f': 1, '/g': 1 }, { [`/d/${opaque}`]: 0 }],
      ['/d directory @-', '/g file 1 @0'],
    ],
    [
      'keeps what its own layer has in it, in front or behind',
      [{ '/d/a': 1 }, { '/d/b': 1, [`/d/${opaque}`]: 0, '/d/c': 1 }],
      ['/d directory @-', '/d/b file 1 @1', '/d/c file 1 @1'],
    ],
    ['may have a file of the same name', [{ '/d/a': 1 }, { '/d/a': 2, [`/d/${opaque}`]: 0 }], ['/d directory @-', '/d/a file 2 @1']],
    [
      'at the root hides everything',
      [
        { '/a': 1, '/d/b': 1 },
        { [`/${opaque}`]: 0, '/c': 1 },
      ],
      ['/c file 1 @1'],
    ],
    ['of what is not there does nothing', [{ '/a': 1 }, { [`/d/${opaque}`]: 0 }], ['/a file 1 @0']],
    [
      'hides directories inside, not directories beside',
      [{ '/d/e/f': 1, '/de/f': 1 }, { [`/d/${opaque}`]: 0 }],
      ['/d directory @-', '/de directory @-', '/de/f file 1 @0'],
    ],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });
});

describe('a change of kind', () => {
  it.each<Row>([
    ['from directory to file hides all that was in it', [{ '/d/a': 1 }, { '/d': 2 }], ['/d file 2 @1']],
    ['from file to directory', [{ '/d': 2 }, { '/d/': 0 }], ['/d directory @1']],
    ['from file to a directory that is only implied', [{ '/d': 2 }, { '/d/a': 1 }], ['/d directory @-', '/d/a file 1 @1']],
    ['there and back', [{ '/d/a': 1 }, { '/d': 2 }, { '/d/b': 3 }], ['/d directory @-', '/d/b file 3 @2']],
    [
      'there and back in one layer',
      [
        [
          ['/d/a', 1],
          ['/d', 2],
          ['/d/b', 3],
        ],
      ],
      ['/d directory @-', '/d/b file 3 @0'],
    ],
    ['from directory to symlink', [{ '/d/a': 1 }, { '/d': link('e') }], ['/d symlink @1 -> e']],
    [
      'from symlink to directory hides the link, as overlayfs does',
      [
        { '/usr/lib/a': 1, '/lib': link('usr/lib') },
        { '/lib/': 0, '/lib/b': 1 },
      ],
      ['/lib directory @1', '/lib/b file 1 @1', '/usr directory @-', '/usr/lib directory @-', '/usr/lib/a file 1 @0'],
    ],
    [
      'from symlink to a directory that is only implied',
      [{ '/usr/lib/a': 1, '/lib': link('usr/lib') }, { '/lib/b': 1 }],
      ['/lib directory @-', '/lib/b file 1 @1', '/usr directory @-', '/usr/lib directory @-', '/usr/lib/a file 1 @0'],
    ],
    ['of the root is none', [{ '/a': 1 }, [['/', { kind: 'directory', mode: 0o700 }]]], ['/a file 1 @0']],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });
});

describe('a symlink of the same layer', () => {
  it.each<Row>([
    [
      'is followed by what is written through it',
      [
        [
          ['/usr/lib/', 0],
          ['/lib', link('usr/lib')],
          ['/lib/a', 1],
        ],
      ],
      ['/lib symlink @0 -> usr/lib', '/usr directory @-', '/usr/lib directory @0', '/usr/lib/a file 1 @0'],
    ],
    [
      'may be absolute',
      [
        [
          ['/lib', link('/usr')],
          ['/lib/a', 1],
        ],
      ],
      ['/lib symlink @0 -> /usr', '/usr directory @-', '/usr/a file 1 @0'],
    ],
    [
      'may climb, but not out',
      [
        [
          ['/d/l', link('../../../e')],
          ['/d/l/a', 1],
        ],
      ],
      ['/d directory @-', '/d/l symlink @0 -> ../../../e', '/e directory @-', '/e/a file 1 @0'],
    ],
    [
      'may lead to another',
      [
        [
          ['/x', link('y')],
          ['/y', link('z')],
          ['/x/a', 1],
        ],
      ],
      ['/x symlink @0 -> y', '/y symlink @0 -> z', '/z directory @-', '/z/a file 1 @0'],
    ],
    [
      'is not followed by an entry of its own path',
      [
        [
          ['/l', link('a')],
          ['/l', 1],
        ],
      ],
      ['/l file 1 @0'],
    ],
    [
      'that comes later is not followed',
      [
        [
          ['/lib/a', 1],
          ['/lib', link('usr')],
        ],
      ],
      ['/lib symlink @0 -> usr'],
    ],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });

  it('that leads to itself ends', async () => {
    const tree = await squashed([
      ['/x', link('y')],
      ['/y', link('x')],
      ['/x/a', 1],
    ]);
    expect(seen(tree).filter((line) => line.includes('/a file'))).toHaveLength(1);
  });

  it('that leads through many others, each twice, ends soon', async () => {
    // Following each would take 2^38 steps.
    const links = Array.from({ length: 38 }, (_, i): [string, object] => [`/l${i}`, link(`l${i + 1}/../l${i + 1}`)]);
    const tree = await squashed([...links, ['/l0/file', 1]]);
    expect(seen(tree).filter((line) => line.includes('/file file 1'))).toHaveLength(1);
  });
});

describe('a hardlink', () => {
  it.each<Row>([
    ['shows the content of what it leads to', [{ '/a': 5, '/b': hard('/a') }], ['/a file 5 @0', '/b hardlink 5 @0 -> /a']],
    ['may lead to what a whiteout of its own layer removes', [{ '/b/a': 5 }, { '/a': hard('/b/a'), '/.wh.b': 0 }], ['/a file 5 @1']],
    ['may lead into a lower layer', [{ '/a': 5 }, { '/b': hard('/a') }], ['/a file 5 @0', '/b hardlink 5 @1 -> /a']],
    ['is the file once the first path is removed', [{ '/a': 5, '/b': hard('/a') }, { '/.wh.a': 0 }], ['/b file 5 @0']],
    ['is the file once the first path is written anew', [{ '/a': 5, '/b': hard('/a') }, { '/a': 6 }], ['/a file 6 @1', '/b file 5 @0']],
    ['may be removed, and the file stays', [{ '/a': 5, '/b': hard('/a') }, { '/.wh.b': 0 }], ['/a file 5 @0']],
    [
      'of a hardlink leads to the same',
      [{ '/a': 5, '/b': hard('/a'), '/c': hard('/b') }],
      ['/a file 5 @0', '/b hardlink 5 @0 -> /a', '/c hardlink 5 @0 -> /a'],
    ],
    [
      'keeps its content across layers',
      [
        { '/a': 5, '/b': hard('/a') },
        { '/.wh.a': 0, '/c': hard('/b') },
      ],
      ['/b file 5 @0', '/c hardlink 5 @1 -> /b'],
    ],
    [
      'may come before what it leads to',
      [
        [
          ['/b', hard('/a')],
          ['/a', 5],
        ],
      ],
      ['/a file 5 @0', '/b hardlink 5 @0 -> /a'],
    ],
    ['of a symlink is a symlink', [{ '/l': link('x'), '/m': hard('/l') }], ['/l symlink @0 -> x', '/m hardlink 0 @0 -> /l']],
    [
      'leads to what was there when it came',
      [
        [
          ['/a', 5],
          ['/b', hard('/a')],
          ['/a', 6],
        ],
      ],
      ['/a file 6 @0', '/b file 5 @0'],
    ],
    ['to nothing has no content', [{ '/b': hard('/a') }], ['/b hardlink 0 @0 -> /a']],
    ['to what its layer removes is the file', [{ '/a': 5 }, { '/.wh.a': 0, '/b': hard('/a') }], ['/b file 5 @1']],
    ['to what its layer removes with its directory is the file', [{ '/d/a': 5 }, { '/b': hard('/d/a'), '/.wh.d': 0 }], ['/b file 5 @1']],
    ['to what a lower layer removes has none', [{ '/a': 5 }, { '/.wh.a': 0 }, { '/b': hard('/a') }], ['/b hardlink 0 @2 -> /a']],
    ['to a directory has none', [{ '/d/': 0, '/b': hard('/d') }], ['/b hardlink 0 @0 -> /d', '/d directory @0']],
  ])('%s', async (_, layers, expected) => {
    expect(seen(await squashed(...layers))).toEqual(expected);
  });
});

describe('what AUFS left behind', () => {
  it('is seen by nobody', async () => {
    const tree = await squashed({ '/.wh..wh.aufs': 1, '/.wh..wh.orph/': 0, '/.wh..wh.plnk/8.1': 5, '/d/.wh..wh.x': 1, '/a': 1 });
    expect(seen(tree)).toEqual(['/a file 1 @0']);
  });
});
