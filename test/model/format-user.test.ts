import { describe, expect, it } from 'vitest';
import { formatUser } from '../../src/model/format-user.ts';

describe('formatUser', () => {
  it('gives a group but where that would take others away', () => {
    expect(formatUser({ uid: 1000, gid: 7, groups: [] })).toBe('1000:7');
    expect(formatUser({ uid: 1000, gid: 1000, groups: [101] })).toBe('1000');
  });
});
