import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeDiff } from '../../src/report/dockerfile/whole-diff.ts';

/** What `patch` makes of it. */
function applied(diff: string): { readonly before: string; readonly after: string } {
  const lines = diff.split('\n').slice(3, -1);
  const side = (sign: string): string =>
    lines
      .filter((line) => line.startsWith(' ') || line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('');
  return { before: side('-'), after: side('+') };
}

describe('a diff', () => {
  it('shows each change in its place', () => {
    expect(wholeDiff('a\nb\nc\n', 'a\nB\nc\nd\n', 'Dockerfile')).toBe(
      '--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,3 +1,4 @@\n a\n-b\n+B\n c\n+d\n',
    );
  });

  it('is nothing where nothing changes', () => {
    expect(wholeDiff('a\n', 'a\n', 'x')).toBe('');
  });

  it('has both texts in it', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 })
      .map((lines) => lines.map((line) => `${line}\n`).join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = wholeDiff(before, after, 'x');
        expect(diff === '' ? { before, after: before } : applied(diff)).toEqual({ before, after });
      }),
    );
  });
});
