import { describe, expect, it } from 'vitest';
import { parseByteSize } from '../../src/model/byte-size.ts';
import { InspectError } from '../../src/model/errors.ts';

describe('parseByteSize', () => {
  it.each([
    ['0', 0],
    ['512', 512],
    ['512B', 512],
    ['10MB', 10_000_000],
    ['10 mb', 10_000_000],
    ['10M', 10_000_000],
    ['1.5kB', 1_500],
    ['64MiB', 67_108_864],
    ['64Mi', 67_108_864],
    ['2GiB', 2_147_483_648],
    ['0.3B', 0],
    ['1TB', 1e12],
  ])('%s is %d', (text, bytes) => {
    expect(parseByteSize(text, '--min-size')).toBe(bytes);
  });

  it.each(['', 'MB', '10XB', '-1', '1e3', '10MBit', '1,5MB', '１０', '10  MB', '9'.repeat(40), '1bb', 'ib'])('%j is no size', (text) => {
    expect(() => parseByteSize(text, '--min-size')).toThrow(
      new InspectError('usage', `--min-size: expected a size like 10MB or 64MiB, got ${JSON.stringify(text)}`),
    );
  });
});
