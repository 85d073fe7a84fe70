import { describe, expect, it } from 'vitest';
import { progressLines } from '../../src/cli/progress-lines.ts';
import type { IndexProgress } from '../../src/layer/index-layers.ts';
import type { Layer } from '../../src/model/image.ts';
import { displayWidth } from '../../src/report/display-width.ts';
import { textStyle } from '../../src/report/text-style.ts';

const style = textStyle(80, false, true);

/** null: cached. */
function progressOf(...layers: readonly (readonly [storedBytes: number, readBytes: number | null])[]): IndexProgress {
  return {
    layers: layers.map(([storedBytes, readBytes], index) => ({ layer: { index } as Layer, storedBytes, isCached: readBytes === null })),
    readBytes: Float64Array.from(layers.flatMap(([, readBytes]) => (readBytes === null ? [] : [readBytes]))),
  };
}

describe('progressLines', () => {
  it('says how far each layer is, the rate, and the time that is left', () => {
    expect(progressLines(progressOf([5e6, null], [40e6, 10e6], [20e6, 20e6], [30e6, 0]), 2, 30, style)).toEqual([
      'layer 0  cached',
      'layer 1  █████                 10.0 MB of 40.0 MB',
      'layer 2  ████████████████████  20.0 MB of 20.0 MB',
      'layer 3  waiting',
      '30.0 MB of 90.0 MB, 15.0 MB/s, 4 s left',
    ]);
  });

  it('shows the layers that are in work where there is no room for all', () => {
    const many = progressOf(...Array.from({ length: 40 }, (_, i) => [100, i === 20 ? 50 : i < 20 ? 100 : 0] as const));
    expect(progressLines(many, 1, 4, style).map((line) => line.slice(0, 8))).toEqual(['layer 20', 'layer 21', 'layer 22', '2.05 kB ']);
  });

  it('counts the seconds while the image is being opened', () => {
    expect(progressLines(null, 3.9, 30, style)).toEqual(['opening the image… 3 s']);
  });

  it('says how much of an image has come from an engine', () => {
    const lines = (arrivedBytes: number, expectedBytes: number | null): readonly string[] =>
      progressLines({ from: 'engine', arrivedBytes: () => arrivedBytes, expectedBytes }, 2, 30, style);
    expect(lines(0, 30e6)).toEqual(['waiting for the engine to save the image, 2 s']);
    expect(lines(10e6, 30e6)).toEqual(['from the engine: 10.0 MB of 30.0 MB, 5.00 MB/s, 4 s left']);
    // What it sends has headers and padding too.
    expect(lines(31e6, 30e6)).toEqual(['from the engine: 31.0 MB, 15.5 MB/s']);
    expect(lines(10e6, null)).toEqual(['from the engine: 10.0 MB, 5.00 MB/s']);
  });

  it('says how much of a layer has come from a registry', () => {
    const lines = (arrivedBytes: number): readonly string[] =>
      progressLines({ from: 'registry', arrivedBytes: () => arrivedBytes, expectedBytes: 30e6 }, 2, 30, style);
    expect(lines(0)).toEqual(['waiting for the registry, 2 s']);
    expect(lines(10e6)).toEqual(['from the registry: 10.0 MB of 30.0 MB, 5.00 MB/s, 4 s left']);
  });

  it('knows no time before the first byte, and minutes', () => {
    expect(progressLines(progressOf([10, 0]), 1, 30, style).at(-1)).toBe('0 B of 10 B, 0 B/s');
    expect(progressLines(progressOf([1_000, 10]), 1, 30, style).at(-1)).toBe('10 B of 1.00 kB, 10 B/s, 1 min 39 s left');
  });

  it('says what it knows of streams that do not tell their length', () => {
    expect(progressLines(progressOf([0, 5e6], [0, 0], [10, 10]), 1, 30, style)).toEqual([
      'layer 0  5.00 MB',
      'layer 1  waiting',
      'layer 2  ████████████████████     10 B of 10 B',
      '5.00 MB, 5.00 MB/s',
    ]);
  });

  it('says when all is read', () => {
    expect(progressLines(progressOf([10, 10], [5, null]), 1, 30, style).at(-1)).toBe('2 layers read');
  });

  it.each([10, 20, 30, 32, 33, 40, 50, 60, 80])('fits on %d columns', (width) => {
    const arrival = { from: 'registry' as const, arrivedBytes: () => 45e9, expectedBytes: 123e9 };
    for (const progress of [progressOf([123e9, 45e9], [123e9, null], [100, 0]), arrival, null]) {
      const lines = progressLines(progress, 100, 30, { ...style, width });
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
    }
  });
});
