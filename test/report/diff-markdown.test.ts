import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiffId, Digest } from '../../src/model/digest.ts';
import type { DiffedImage, ImageDiff } from '../../src/model/image-diff.ts';
import { renderDiffMarkdown } from '../../src/report/diff-markdown.ts';
import { hostileText } from './hostile-result.ts';

const bytes = { addedBytes: 2_000, removedBytes: 0, rewrittenBytes: 5 };

/** A difference in which all that an image can choose is `text`. */
function diffOf(text: string): ImageDiff {
  const image: DiffedImage = {
    reference: text,
    manifestDigest: null,
    imageId: 'sha256:0' as Digest,
    platform: { os: 'linux', architecture: 'amd64' },
    created: null,
    sizeBytes: 1_000,
    compressedBytes: null,
    visibleBytes: 1_000,
    entryCount: 3,
    layerCount: 1,
  };
  const state = { kind: 'symlink', mode: 0o777, uid: 0, gid: 0, sizeBytes: 0, linkTarget: text, layer: 0 } as const;
  const versions = { beforeVersions: [text], afterVersions: ['2'], beforeBytes: 0, afterBytes: 5 };
  return {
    schemaVersion: 1,
    tool: { name: 'flense', version: '1.2.3' },
    before: image,
    after: { ...image, sizeBytes: 3_500 },
    isSame: false,
    layers: [
      { index: 0, diffId: '' as DiffId, sizeBytes: 3_500, compressedBytes: null, createdBy: text, sharedWith: null, isPulled: true },
    ],
    pull: { layerCount: 1, sizeBytes: 3_500, compressedBytes: null },
    config: [{ field: 'labels', name: text, before: text, after: null }],
    packages: [{ type: 'npm', name: text, change: 'upgraded', ...versions, ...bytes }],
    unpackaged: bytes,
    total: bytes,
    directories: [{ path: `/${text}`, beforeBytes: 1_000, afterBytes: 3_500, ...bytes, changeCount: 1 }],
    files: [{ path: text, change: 'changed', fields: ['target'], before: state, after: { ...state, linkTarget: 'other' }, packages: [] }],
  };
}

describe('renderDiffMarkdown', () => {
  it('has tables', () => {
    expect(renderDiffMarkdown(diffOf('x')).split('\n').slice(0, 23)).toEqual([
      '## <code>x</code> → <code>x</code>',
      '',
      '|  | before | after | change |',
      '| --- | ---: | ---: | ---: |',
      '| size | 1.00 kB | 3.50 kB | +2.50 kB |',
      '| visible | 1.00 kB | 1.00 kB | ±0 B |',
      '| entries | 3 | 3 |  |',
      '| layers | 1 | 1 | 0 shared |',
      '| platform | linux/amd64 | linux/amd64 |  |',
      '| to pull |  | 3.50 kB | 1 layer |',
      '| contents |  |  | +2.00 kB &#126;5 B |',
      '',
      '### Configuration',
      '',
      '| setting | change |',
      '| --- | --- |',
      '| <code>labels x</code> | <code>x &#8594; (not set)</code> |',
      '',
      '### Packages',
      '',
      '|  | package | version | size |',
      '| --- | --- | --- | ---: |',
      '| upgraded | <code>npm/x</code> | <code>x &#8594; 2</code> | +5 B |',
    ]);
  });

  it('says that nothing differs', () => {
    expect(renderDiffMarkdown({ ...diffOf('x'), isSame: true, files: [] })).toContain('\nNothing differs: ');
  });

  it('keeps its shape whatever names there are', () => {
    const shape = (text: string): readonly number[] => text.split('\n').map((line) => line.split('|').length);
    const plain = shape(renderDiffMarkdown(diffOf('name')));
    fc.assert(
      fc.property(
        hostileText.filter((text) => text !== ''),
        (text) => {
          const markdown = renderDiffMarkdown(diffOf(text));
          expect(shape(markdown)).toEqual(plain);
          const rest = markdown.replace(/<!-- -->|<\/?(?:code|details|summary)>|&#\d+;|^#{2,3} |[→…±]/gm, '');
          expect(rest).toMatch(/^[A-Za-z0-9 /,=%+.()'":;|\n-]*$/u);
        },
      ),
    );
  });
});
