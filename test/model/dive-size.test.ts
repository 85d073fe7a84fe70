import { describe, expect, it } from 'vitest';
import { parseDiveSize } from '../../src/model/dive-size.ts';

// What humanize.ParseBytes, by which dive reads it, makes of them.
const sizes: readonly (readonly [string, number])[] = [
  ['42', 42],
  ['42MB', 42_000_000],
  ['42mib', 44_040_192],
  ['42 MB', 42_000_000],
  ['42  M', 42_000_000],
  ['1,000 kB', 1_000_000],
  ['1,005.03 MB', 1_005_030_000],
  ['.5k', 500],
  ['1.b', 1],
  ['12.5EiB', 12.5 * 2 ** 60],
  ['3e', 3e18],
  ['2PB', 2e15],
  ['1ti', 2 ** 40],
];

describe('a size as dive takes it', () => {
  it.each(sizes)('%j is %d', (text, bytes) => {
    expect(parseDiveSize(text, 'x')).toBe(bytes);
  });

  it.each(['', 'much', '1.2.3MB', ',', '.', '-1', '1 apple', '1ib', '1kbb', '16EiB', '1e9', '99999999999999999999'])(
    '%j is none',
    (text) => {
      expect(() => parseDiveSize(text, '--x')).toThrow(`--x: expected a size like 10MB or 64MiB, got ${JSON.stringify(text)}`);
    },
  );
});
