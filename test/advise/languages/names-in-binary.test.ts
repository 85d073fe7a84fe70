import { describe, expect, it } from 'vitest';
import { namesInBinary } from '../../../src/advise/languages/names-in-binary.ts';

describe('names in a binary', () => {
  it('are words that end with a NUL', () => {
    const text = 'x\0json\0a.b_c\0not ended\n\x01ok\0ü\0with space\0psych/x\0';
    expect([...namesInBinary(Buffer.from(text, 'latin1'))]).toEqual(['json', 'a.b_c', 'ok', 'space', 'psych/x']);
  });

  it('are neither too short nor too long', () => {
    expect([...namesInBinary(Buffer.from(`a\0${'b'.repeat(101)}\0${'c'.repeat(100)}\0`))]).toEqual(['c'.repeat(100)]);
  });
});
