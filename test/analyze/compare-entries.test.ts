import { describe, expect, it } from 'vitest';
import { type ChangedField, compareEntries } from '../../src/analyze/compare-entries.ts';
import { squashed } from '../filesystem/squashed.ts';
import type { EntryInput } from '../support/layers.ts';

describe('compareEntries', () => {
  const plain = { content: 'same', mode: 0o644, uid: 1, gid: 2, mtime: 3 };

  it.each<[title: string, one: EntryInput, other: EntryInput, expected: readonly ChangedField[]]>([
    ['nothing', plain, plain, []],
    ['content of another size', plain, { ...plain, content: 'longer' }, ['content']],
    ['content of the same size', plain, { ...plain, content: 'semi' }, ['content']],
    ['mode', plain, { ...plain, mode: 0o4644 }, ['mode']],
    ['owner', plain, { ...plain, uid: 9 }, ['owner']],
    ['group', plain, { ...plain, gid: 9 }, ['owner']],
    ['time', plain, { ...plain, mtime: 3.5 }, ['time']],
    ['an attribute that comes', plain, { ...plain, xattrs: { 'user.a': 'QQ==' } }, ['attributes']],
    ['an attribute that changes', { ...plain, xattrs: { 'user.a': 'QQ==' } }, { ...plain, xattrs: { 'user.a': 'Qg==' } }, ['attributes']],
    [
      'attributes in another order',
      { ...plain, xattrs: { 'user.a': 'QQ==', 'user.b': 'QQ==' } },
      { ...plain, xattrs: { 'user.b': 'QQ==', 'user.a': 'QQ==' } },
      [],
    ],
    ['kind', { ...plain, content: '' }, { ...plain, kind: 'fifo' }, ['kind']],
    ['empty files', { ...plain, content: '' }, { ...plain, content: '' }, []],
    ['everything', plain, { kind: 'symlink', linkTarget: 'x' }, ['kind', 'content', 'mode', 'owner', 'time']],
  ])('tells %s', async (_, one, other, expected) => {
    expect(compareEntries(await squashed({ '/a': one }, { '/a': other }), 0, 1)).toEqual(expected);
  });
});
