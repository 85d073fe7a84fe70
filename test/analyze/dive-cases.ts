import type { DiveNumbers } from '../../src/model/dive-numbers.ts';
import type { LayerInput } from '../support/layers.ts';

export type DiveCase = readonly [
  title: string,
  layers: readonly LayerInput[],
  numbers: DiveNumbers,
  files: readonly (readonly [path: string, count: number, cumulativeBytes: number])[],
];

/** Stacks of layers, most of which one would not expect to be counted so, and what dive 0.13.1 itself says of them. */
export const diveCases: readonly DiveCase[] = [
  [
    'a removed file is waste',
    [{ '/a': 100, '/keep': 10 }, { '/.wh.a': 0 }],
    { efficiencyScore: 0.09090909090909091, sizeBytes: 110, userSizeBytes: 0, wastedBytes: 100, userWastedPercent: null },
    [['/a', 2, 100]],
  ],
  [
    'a rewritten file counts with the copy that stays',
    [{ '/a': 100 }, { '/a': 100 }],
    { efficiencyScore: 0.5, sizeBytes: 200, userSizeBytes: 100, wastedBytes: 200, userWastedPercent: 2 },
    [['/a', 2, 200]],
  ],
  [
    'a removed directory is no waste, and even raises the score',
    [
      { '/big/': 0, '/big/a': 100, '/x': 10 },
      { '/.wh.big': 0, '/x': 10 },
    ],
    { efficiencyScore: 0.9545454545454546, sizeBytes: 120, userSizeBytes: 10, wastedBytes: 20, userWastedPercent: 2 },
    [['/x', 2, 20]],
  ],
  [
    'a directory that was once empty is waste when it is removed',
    [{ '/big/': 0 }, { '/big/': 0, '/big/a': 100 }, { '/.wh.big': 0 }],
    { efficiencyScore: 0.5, sizeBytes: 100, userSizeBytes: 100, wastedBytes: 100, userWastedPercent: 1 },
    [['/big', 2, 100]],
  ],
  [
    'an opaque directory hides nothing',
    [
      { '/d/': 0, '/d/a': 100 },
      { '/d/': 0, '/d/.wh..wh..opq': 0 },
    ],
    { efficiencyScore: 1, sizeBytes: 100, userSizeBytes: 0, wastedBytes: 0, userWastedPercent: null },
    [],
  ],
  [
    'an opaque directory without an entry is a leaf',
    [{ '/d/': 0 }, { '/d/.wh..wh..opq': 0 }, { '/d/': 0 }],
    { efficiencyScore: 1, sizeBytes: 0, userSizeBytes: 0, wastedBytes: 0, userWastedPercent: null },
    [['/d', 3, 0]],
  ],
  [
    'the same bytes at two paths are no waste',
    [{ '/a': 100 }, { '/b': 100 }],
    { efficiencyScore: 1, sizeBytes: 200, userSizeBytes: 100, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'a hardlink has no size',
    [{ '/a': 100 }, { '/a': { kind: 'hardlink', linkTarget: '/b' } }],
    { efficiencyScore: 0, sizeBytes: 100, userSizeBytes: 0, wastedBytes: 100, userWastedPercent: null },
    [['/a', 2, 100]],
  ],
  [
    'a whiteout of what is not there ends the layer',
    [{ '/z': 5 }, { '/.wh.a': 0, '/z': 7 }, { '/z': 9 }],
    { efficiencyScore: 0.2857142857142857, sizeBytes: 21, userSizeBytes: 16, wastedBytes: 14, userWastedPercent: 0.875 },
    [['/z', 2, 14]],
  ],
  [
    'what sorts before a whiteout of nothing still counts',
    [
      { '/-': 5, '/z': 5 },
      { '/z': 7, '/.wh.a': 0, '/-': 7 },
    ],
    { efficiencyScore: 0.5294117647058824, sizeBytes: 24, userSizeBytes: 14, wastedBytes: 12, userWastedPercent: 0.8571428571428571 },
    [['/-', 2, 12]],
  ],
  [
    'a path that comes back after a whiteout of nothing counts once',
    [{ '/b': 5 }, { '/.wh.a': 0 }, { '/a': 9 }],
    { efficiencyScore: 1, sizeBytes: 14, userSizeBytes: 9, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'an implied directory is no directory',
    [{ '/d/a': 100, '/k': 1 }, { '/.wh.d': 0 }],
    { efficiencyScore: 1, sizeBytes: 101, userSizeBytes: 0, wastedBytes: 0, userWastedPercent: null },
    [],
  ],
  [
    'an implied directory takes away that the lower one was',
    [{ '/d/': 0, '/d/a': 50 }, { '/d/b': 50 }, { '/.wh.d': 0, '/d2': 1 }],
    { efficiencyScore: 1, sizeBytes: 101, userSizeBytes: 51, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'an entry makes a directory of an implied one',
    [{ '/d/a': 50 }, { '/d/': 0, '/d/b': 50 }, { '/.wh.d': 0 }, { '/d': 7 }],
    { efficiencyScore: 0.5169082125603864, sizeBytes: 107, userSizeBytes: 57, wastedBytes: 107, userWastedPercent: 1.8771929824561404 },
    [['/d', 2, 107]],
  ],
  [
    'a file over a directory keeps the children',
    [{ '/d/': 0, '/d/a': 50 }, { '/d': 5 }, { '/d/': 0 }, { '/.wh.d': 0 }],
    { efficiencyScore: 0.47619047619047616, sizeBytes: 55, userSizeBytes: 5, wastedBytes: 55, userWastedPercent: 11 },
    [['/d', 3, 55]],
  ],
  [
    'a file with children in its own layer is no leaf',
    [{ '/d': 5, '/d/a': 50 }, { '/d': 6 }],
    { efficiencyScore: 1, sizeBytes: 61, userSizeBytes: 6, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'of two entries of a path the last one counts, and both have a size',
    [
      [
        ['/a', 5],
        ['/a', 7],
      ],
      { '/a': 9 },
    ],
    { efficiencyScore: 0.4375, sizeBytes: 21, userSizeBytes: 9, wastedBytes: 16, userWastedPercent: 1.7777777777777777 },
    [['/a', 2, 16]],
  ],
  [
    'a directory removed and made again has only its new children',
    [{ '/d/': 0, '/d/a': 50 }, { '/.wh.d': 0 }, { '/d/': 0, '/d/b': 5 }, { '/.wh.d': 0 }],
    { efficiencyScore: 0.5454545454545454, sizeBytes: 55, userSizeBytes: 5, wastedBytes: 55, userWastedPercent: 11 },
    [['/d', 2, 55]],
  ],
  [
    'a file that sorts before its own whiteout is removed by it',
    [
      { '/-/': 0, '/-/a': 5 },
      { '/-/': 0, '/-/b': 50, '/.wh.-': 0 },
      { '/.wh.-': 0, '/y': 1 },
    ],
    { efficiencyScore: 1, sizeBytes: 56, userSizeBytes: 51, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'a file that sorts after its own whiteout stays',
    [
      { '/d/': 0, '/d/a': 5 },
      { '/d/': 0, '/d/b': 50, '/.wh.d': 0 },
      { '/.wh.d': 0, '/y': 1 },
    ],
    { efficiencyScore: 0.5495495495495496, sizeBytes: 56, userSizeBytes: 51, wastedBytes: 55, userWastedPercent: 1.0784313725490196 },
    [['/d', 2, 55]],
  ],
  [
    'a whiteout in the first layer removes what that layer has',
    [{ '/d/': 0, '/d/a': 5, '/.wh.d': 0, '/.wh.e': 0, '/z': 3 }, { '/z': 4 }],
    { efficiencyScore: 0.8888888888888888, sizeBytes: 12, userSizeBytes: 4, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'the metadata of AUFS ends the layer',
    [{ '/z': 5 }, { '/.wh..wh.aufs': 3, '/z': 7 }],
    { efficiencyScore: 0.8, sizeBytes: 15, userSizeBytes: 10, wastedBytes: 0, userWastedPercent: 0 },
    [],
  ],
  [
    'what AUFS marks with two dots is dropped',
    [{ '/z': 5 }, { '/q/.wh..wh..tmp/x': 3, '/z': 7 }, { '/q': 1 }],
    { efficiencyScore: 0.38461538461538464, sizeBytes: 16, userSizeBytes: 11, wastedBytes: 13, userWastedPercent: 1.1818181818181819 },
    [
      ['/z', 2, 12],
      ['/q', 2, 1],
    ],
  ],
  [
    'nested whiteouts each count the whole',
    [{ '/a/': 0, '/a/b/': 0, '/a/b/c': 50, '/a/d': 9 }, { '/a/.wh.b': 0, '/.wh.a': 0 }, { '/a/': 0 }],
    { efficiencyScore: 0.6488095238095238, sizeBytes: 59, userSizeBytes: 0, wastedBytes: 59, userWastedPercent: null },
    [['/a', 2, 59]],
  ],
  [
    'the one layer of an image has no user bytes',
    [{ '/a': 100 }],
    { efficiencyScore: 1, sizeBytes: 100, userSizeBytes: 0, wastedBytes: 0, userWastedPercent: null },
    [],
  ],
  [
    'an image without layers is efficient',
    [],
    { efficiencyScore: 1, sizeBytes: 0, userSizeBytes: 0, wastedBytes: 0, userWastedPercent: null },
    [],
  ],
];
