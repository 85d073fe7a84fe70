import { describe, expect, it } from 'vitest';
import { evidenceOrigin, layerOrigins } from '../../src/analyze/origins.ts';
import type { BaseImage } from '../../src/model/base-image.ts';
import type { DiffId } from '../../src/model/digest.ts';
import type { Origin } from '../../src/model/finding.ts';
import type { Layer } from '../../src/model/image.ts';
import { parseImageConfig } from '../../src/model/image-config-parser.ts';
import { parseJson } from '../../src/model/json.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { type HistoryInput, imageConfig } from '../support/image-config.ts';

/** `[what, when, empty?]`: a layer, or with `empty` a change of the configuration. */
type Step = readonly [createdBy: string, created: string, empty?: 'empty'];

/** Letters of the layers' origins: b, u, ?; in capitals where it is not a guess. */
function originsOf(steps: readonly Step[], config: Readonly<Record<string, unknown>> = {}): string {
  const history = steps.map(
    ([createdBy, created, empty]): HistoryInput => ({ createdBy, created, ...(empty ? { emptyLayer: true } : {}) }),
  );
  return lettersOf(history, config);
}

function lettersOf(
  history: readonly HistoryInput[],
  config: Readonly<Record<string, unknown>> = {},
  bases: (diffIds: readonly DiffId[]) => readonly BaseImage[] = () => [],
): string {
  const made = history.filter((record) => typeof record === 'string' || record.emptyLayer !== true);
  const layers = made.map((_, index) => ({ [`/${index}`]: 1 }));
  const built = imageConfig({ layers, history, config });
  const parsed = parseImageConfig(parseJson(built.config, defaultLimits, 'test'), 'test');
  return layerOrigins({ config: parsed, layers: parsed.diffIds.map(toLayer), bases: bases(parsed.diffIds) })
    .map(letter)
    .join('');
}

function toLayer(diffId: DiffId, index: number): Layer {
  return { index, diffId, digest: null, mediaType: '', compressedBytes: null };
}

function letter({ kind, guessed }: Origin): string {
  const sign = kind === 'unknown' ? '?' : kind[0]!;
  return guessed ? sign : sign.toUpperCase();
}

const day = (number: number, time = '10:00:00') => `2024-03-0${number}T${time}Z`;
const root: readonly Step[] = [
  ['ADD rootfs.tar.xz / # buildkit', day(1)],
  ['CMD ["bash"]', day(1), 'empty'],
];

describe('layerOrigins', () => {
  it('takes the last command before a pause for the end of the base image', () => {
    const steps: readonly Step[] = [
      ...root,
      ['RUN /bin/sh -c install node # buildkit', day(2)],
      ['CMD ["node"]', day(2), 'empty'],
      ['COPY . . # buildkit', day(5)],
      ['RUN /bin/sh -c npm ci # buildkit', day(5, '10:00:20')],
      ['CMD ["node" "app.js"]', day(5, '10:00:20'), 'empty'],
    ];
    expect(originsOf(steps)).toBe('bbuu');
  });

  it('does not take a pause inside of the own build for the base, when a base ends with its command before', () => {
    const steps: readonly Step[] = [...root, ['RUN slow', day(2)], ['COPY . .', day(6)]];
    expect(originsOf(steps)).toBe('buu');
  });

  it('knows a root file system and its command by themselves', () => {
    expect(originsOf([...root, ['COPY app /', day(1, '10:10:00')]])).toBe('bu');
  });

  it('takes the longest pause where no command tells', () => {
    expect(
      originsOf([
        ['COPY / /', day(1)],
        ['RUN a', day(4)],
        ['RUN b', day(4, '12:00:00')],
      ]),
    ).toBe('buu');
  });

  it('takes the records before those of BuildKit for the base, where another builder made them', () => {
    const signed = (createdBy: string): HistoryInput => ({ createdBy, created: day(1), comment: 'buildkit.dockerfile.v0' });
    const plain = (createdBy: string): HistoryInput => ({ createdBy, created: day(1) });
    expect(lettersOf([plain('/bin/sh -c a'), plain('/bin/sh -c b'), signed('COPY . .'), signed('RUN c')])).toBe('bbuu');
    // One that stands alone was changed afterwards, and a mixture tells nothing.
    expect(lettersOf([signed('COPY . .'), plain('docker commit')])).toBe('??');
    expect(lettersOf([signed('a'), plain('b'), signed('c')])).toBe('???');
    expect(lettersOf([signed('a'), signed('b')])).toBe('??');
  });

  it('passes over an ENTRYPOINT in the middle of a Dockerfile', () => {
    expect(
      originsOf([
        ['COPY / /', day(1)],
        ['ENTRYPOINT ["/a"]', day(1), 'empty'],
        ['COPY app /', day(1, '10:01:00')],
      ]),
    ).toBe('??');
  });

  it.each([
    ['one layer', [['COPY app /', day(1)]]],
    ['only a base', root],
    [
      'times that are all the same',
      [
        ['COPY / /', day(1)],
        ['COPY app /', day(1)],
      ],
    ],
    [
      'times that are zero',
      [
        ['COPY / /', '1970-01-01T00:00:00Z'],
        ['COPY app /', day(1)],
      ],
    ],
    [
      'times that are none',
      [
        ['COPY / /', 'yesterday'],
        ['COPY app /', 'today'],
      ],
    ],
    [
      'a build of one hour',
      [
        ['COPY / /', day(1)],
        ['COPY app /', day(1, '10:59:00')],
      ],
    ],
    [
      'times that go back',
      [
        ['COPY / /', day(4)],
        ['COPY app /', day(1)],
      ],
    ],
  ] as readonly [string, readonly Step[]][])('does not guess from %s', (_, steps) => {
    expect(originsOf(steps)).toMatch(/^\?+$/);
  });

  it('believes the label of a buildpack, which is no guess', () => {
    const steps: readonly Step[] = [
      ['', day(1)],
      ['', day(1)],
      ['', day(1)],
    ];
    const layers = steps.map((_, index) => ({ [`/${index}`]: 1 }));
    const top = imageConfig({ layers }).layers[1]!.diffId;
    const label = (value: unknown) => ({ Labels: { 'io.buildpacks.lifecycle.metadata': JSON.stringify(value) } });
    expect(originsOf(steps, label({ runImage: { topLayer: top } }))).toBe('BBU');
    expect(originsOf(steps, label({ runImage: { topLayer: 'sha256:0' } }))).toBe('???');
    expect(originsOf(steps, { Labels: { 'io.buildpacks.lifecycle.metadata': '{' } })).toBe('???');
  });

  it('believes the builder, and a label as far as it goes', () => {
    const history = ['a', 'b', 'c', 'd'].map((createdBy, index): HistoryInput => ({ createdBy, created: day(index === 3 ? 9 : 1) }));
    const said = (saidBy: BaseImage['saidBy'], count: number) => (diffIds: readonly DiffId[]) => [
      { saidBy, digest: null, layers: diffIds.slice(0, count) },
    ];
    expect(lettersOf(history)).toBe('bbbu');
    expect(lettersOf(history, {}, said('provenance', 2))).toBe('BBUU');
    // The base that the label names may itself be that of the base.
    expect(lettersOf(history, {}, said('label', 2))).toBe('BBbu');
    expect(lettersOf(history.slice(0, 3), {}, said('label', 2))).toBe('BBu');
  });
});

describe('evidenceOrigin', () => {
  const layers: readonly Origin[] = [
    { kind: 'base', guessed: true },
    { kind: 'user', guessed: true },
  ];
  const file = (layer: number) => ({ kind: 'file', path: '/a', layer, bytes: 1 }) as const;

  it.each([
    ['a layer of the base', [file(0)], { kind: 'base', guessed: true }],
    ['a layer of the user', [file(1), file(1)], { kind: 'user', guessed: true }],
    ['both, of which one can be changed', [file(0), file(1)], { kind: 'user', guessed: true }],
    [
      'the configuration, which the last build decides',
      [{ kind: 'config', field: 'User', value: '' } as const],
      { kind: 'user', guessed: false },
    ],
    [
      'an instruction without a layer',
      [{ kind: 'instruction', layer: null, instruction: 'ENV A=1' } as const],
      { kind: 'unknown', guessed: false },
    ],
    ['nothing', [], { kind: 'unknown', guessed: false }],
  ])('is of %s', (_, evidence, expected) => {
    expect(evidenceOrigin(evidence, layers)).toEqual(expected);
  });
});
