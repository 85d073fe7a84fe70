import { describe, expect, it } from 'vitest';
import { viewFile } from '../../../src/tui/viewer/viewed-file.ts';

const content = (text: string | Uint8Array) => ({ bytes: Buffer.from(text), isTruncated: false });

describe('viewFile', () => {
  it('has lines of text, whatever ends them', () => {
    expect(viewFile(content('a\r\nb\nc\n'), null)).toMatchObject({ lines: ['a', 'b', 'c'], diff: null, isSameBelow: null });
  });

  it('has no lines of what has a NUL', () => {
    expect(viewFile(content(Uint8Array.of(65, 0, 66)), null).lines).toBe(null);
  });

  it('is held against the copy below', () => {
    expect(viewFile(content('a\nb\n'), content('a\n'))).toMatchObject({
      diff: [
        { sign: ' ', text: 'a' },
        { sign: '+', text: 'b' },
      ],
      isSameBelow: false,
    });
    expect(viewFile(content('a'), content('a')).isSameBelow).toBe(true);
    expect(viewFile(content('a'), content(Uint8Array.of(0)))).toMatchObject({ diff: null, isSameBelow: false });
  });
});
