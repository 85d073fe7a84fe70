import { describe, expect, it } from 'vitest';
import { parseEngineHistory } from '../../../src/source/engine/engine-history.ts';

/** Steps the oldest first, as text and size; the engine tells the newest first. */
function history(...steps: readonly (readonly [createdBy: string, size: number])[]): unknown {
  return steps
    .map(([CreatedBy, Size]) => ({ Id: '<missing>', Created: 1_700_000_000, CreatedBy, Size, Comment: '', Tags: null }))
    .reverse();
}

/** Which steps made a layer; null where nobody can tell. */
function madeLayers(layerCount: number, ...steps: readonly (readonly [string, number])[]): readonly boolean[] | null {
  return parseEngineHistory(history(...steps), layerCount)?.map(({ emptyLayer }) => !emptyLayer) ?? null;
}

describe('the history that an engine tells', () => {
  it('is turned round, with times in seconds', () => {
    const json = [
      { Id: 'sha256:b', Created: 1_700_000_001, CreatedBy: 'ENV A=1', Size: 0, Comment: 'buildkit.dockerfile.v0', Tags: ['a:1'] },
      { Id: '<missing>', Created: 1_700_000_000, CreatedBy: 'COPY . .', Size: 7, Comment: '', Tags: null },
    ];
    expect(parseEngineHistory(json, 1)).toEqual([
      { createdBy: 'COPY . .', created: '2023-11-14T22:13:20Z', comment: null, emptyLayer: false },
      { createdBy: 'ENV A=1', created: '2023-11-14T22:13:21Z', comment: 'buildkit.dockerfile.v0', emptyLayer: true },
    ]);
  });

  it('of a builder without a clock has no times', () => {
    const zero = { CreatedBy: 'x', Size: 1 };
    expect(parseEngineHistory([{ ...zero, Created: -62_135_596_800 }], 1)?.[0]?.created).toBe(null);
    expect(parseEngineHistory([{ ...zero, Created: 0 }], 1)?.[0]?.created).toBe('1970-01-01T00:00:00Z');
    expect(parseEngineHistory([zero], 1)?.[0]?.created).toBe(null);
    expect(parseEngineHistory([{ ...zero, Created: 1e300 }], 1)?.[0]?.created).toBe(null);
  });

  it('has a layer for each step with content', () => {
    expect(madeLayers(2, ['ADD x /', 10], ['CMD ["sh"]', 0], ['RUN make', 5])).toEqual([true, false, true]);
  });

  it('has a layer for a step that only removed, where the layers are that many', () => {
    expect(madeLayers(2, ['ADD x /', 10], ['ENV A=1', 0], ['RUN /bin/sh -c rm /x', 0])).toEqual([true, false, true]);
  });

  it('has none for a step that did nothing, where the layers are that few', () => {
    expect(madeLayers(1, ['ADD x /', 10], ['WORKDIR /', 0], ['RUN /bin/sh -c true', 0])).toEqual([true, false, false]);
  });

  it('leaves open which of two steps without content made the one layer', () => {
    expect(madeLayers(2, ['ADD x /', 10], ['RUN true', 0], ['RUN rm /x', 0])).toBe(null);
  });

  it('leaves open what it has too few steps for', () => {
    expect(madeLayers(3, ['ADD x /', 10], ['RUN rm /x', 0])).toBe(null);
  });

  it('may be empty', () => {
    expect(parseEngineHistory([], 2)).toEqual([]);
    expect(parseEngineHistory(null, 2)).toEqual([]);
  });

  it.each([
    [{}, 'image history: expected a list, got object'],
    [['x'], 'image history: expected an object as [0], got "x"'],
    [[{ Size: -1 }], 'image history: expected a count as [0].Size, got -1'],
  ])('is refused where it is %j', (json, message) => {
    expect(() => parseEngineHistory(json, 1)).toThrow(message);
  });
});
