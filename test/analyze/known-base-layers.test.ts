import { describe, expect, it } from 'vitest';
import { knownBaseLayers } from '../../src/analyze/known-base-layers.ts';
import type { BaseImage } from '../../src/model/base-image.ts';
import type { DiffId, Digest } from '../../src/model/digest.ts';
import type { Layer } from '../../src/model/image.ts';

const layers = [0, 1, 2].map(
  (index): Layer => ({ index, diffId: `d${index}` as DiffId, digest: `b${index}` as Digest, mediaType: '', compressedBytes: null }),
);

const said = (saidBy: BaseImage['saidBy'], digest: string | null, ofBase: readonly string[] | null): BaseImage => ({
  saidBy,
  digest: digest as Digest | null,
  layers: ofBase,
});

describe('knownBaseLayers', () => {
  it.each([
    ['nothing that is said', [], { exact: null, least: 0 }],
    ['what a step of the build pulled', [said('provenance', null, ['b0', 'b1'])], { exact: 2, least: 2 }],
    ['DiffIDs as well', [said('build-info', 'x', ['d0'])], { exact: 1, least: 1 }],
    [
      'the most of several stages',
      [said('provenance', null, ['b0', 'b1']), said('provenance', null, ['b0']), said('provenance', null, ['b0', 'other'])],
      { exact: 2, least: 2 },
    ],
    ['another image that the build only copied from', [said('provenance', null, ['b1'])], { exact: null, least: 0 }],
    ['an image of which this one is the base', [said('provenance', null, ['b0', 'b1', 'b2', 'b3'])], { exact: null, least: 0 }],
    ['a build that added nothing but configuration', [said('provenance', null, ['b0', 'b1', 'b2'])], { exact: 3, least: 3 }],
    ['an image of no layers', [said('provenance', null, [])], { exact: null, least: 0 }],
    [
      'one of two, when the other may have more',
      [said('provenance', 'x', null), said('provenance', 'x', ['b0']), said('provenance', 'y', null)],
      { exact: null, least: 1 },
    ],
    [
      'both of two',
      [said('provenance', 'x', null), said('provenance', 'x', ['b0']), said('provenance', 'y', null), said('provenance', 'y', ['other'])],
      { exact: 1, least: 1 },
    ],
    ['a label, which may be inherited', [said('label', 'x', ['b0'])], { exact: null, least: 1 }],
    [
      'a builder and a label that is right about more',
      [said('provenance', null, ['b0']), said('label', 'x', ['b0', 'b1'])],
      { exact: null, least: 2 },
    ],
  ] as const)('counts by %s', (_, bases, expected) => {
    expect(knownBaseLayers({ layers, bases })).toEqual(expected);
  });
});
