import { describe, expect, it } from 'vitest';
import type { EntryKind } from '../../src/model/layer-entry.ts';
import { formatBytes } from '../../src/report/format-bytes.ts';
import { formatCount, formatCounted } from '../../src/report/format-count.ts';
import { formatMode } from '../../src/report/format-mode.ts';
import { formatShare } from '../../src/report/format-share.ts';
import { formatTime } from '../../src/report/format-time.ts';
import { quoteShell } from '../../src/report/quote-shell.ts';

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.00 kB'],
    [1234, '1.23 kB'],
    [9_994, '9.99 kB'],
    [9_995, '10.0 kB'],
    [99_949, '99.9 kB'],
    [99_950, '100 kB'],
    [999_499, '999 kB'],
    [999_500, '1.00 MB'],
    [1_350_000_000, '1.35 GB'],
    [2e15, '2.00 PB'],
    [5e18, '5000 PB'],
  ])('%d is %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});

describe('formatCount', () => {
  it('groups by thousands, and knows the plural', () => {
    expect([0, 999, 1000, 1_234_567].map(formatCount)).toEqual(['0', '999', '1,000', '1,234,567']);
    expect([formatCounted(1, 'entry'), formatCounted(2, 'entry'), formatCounted(2, 'index'), formatCounted(1000, 'path')]).toEqual([
      '1 entry',
      '2 entries',
      '2 indexes',
      '1,000 paths',
    ]);
  });
});

describe('formatShare', () => {
  it.each([
    [0, 10, '0 %'],
    [1, 1000, '<1 %'],
    [1, 3, '33 %'],
    [999, 1000, '>99 %'],
    [10, 10, '100 %'],
    [0, 0, '0 %'],
  ])('%d of %d is %s', (part, whole, text) => {
    expect(formatShare(part, whole)).toBe(text);
  });
});

describe('formatTime', () => {
  it.each([
    [1_709_632_800_000, '2024-03-05 10:00'],
    [-86_400_000, '1969-12-31 00:00'],
    [Date.parse('0001-01-01T00:00:00Z'), '0001-01-01 00:00'],
    [Number.NaN, null],
    [8.7e15, null],
    [Date.parse('-000001-01-01T00:00:00Z'), null],
    [Date.parse('+012345-01-01T00:00:00Z'), null],
  ])('%d is %s', (milliseconds, text) => {
    expect(formatTime(milliseconds)).toBe(text);
  });
});

describe('formatMode', () => {
  it.each<[EntryKind, number, string]>([
    ['file', 0o644, '-rw-r--r--'],
    ['hardlink', 0o4755, '-rwsr-xr-x'],
    ['file', 0o4644, '-rwSr--r--'],
    ['file', 0o2755, '-rwxr-sr-x'],
    ['directory', 0o1777, 'drwxrwxrwt'],
    ['directory', 0o1770, 'drwxrwx--T'],
    ['symlink', 0o777, 'lrwxrwxrwx'],
    ['char', 0o666, 'crw-rw-rw-'],
    ['block', 0o660, 'brw-rw----'],
    ['fifo', 0o600, 'prw-------'],
    ['whiteout', 0o644, 'w---------'],
    ['opaque-whiteout', 0, 'o---------'],
    ['aufs-metadata', 0, '----------'],
  ])('a %s of mode %o is %s', (kind, mode, text) => {
    expect(formatMode(kind, mode)).toBe(text);
  });
});

describe('quoteShell', () => {
  it.each([
    ['image.tar', 'image.tar'],
    ['my image.tar', "'my image.tar'"],
    ["it's", "'it'\\''s'"],
    ['$(id)', "'$(id)'"],
    ['', "''"],
  ])('%s is %s', (text, quoted) => {
    expect(quoteShell(text)).toBe(quoted);
  });
});
