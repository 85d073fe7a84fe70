import { describe, expect, it } from 'vitest';
import { worldWritable } from '../../analyzers/world-writable.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { program, script } from './programs.ts';

describe('world-writable', () => {
  it('counts by kind and layer', async () => {
    const open = (content: number) => ({ content, mode: 0o666 });
    const layers = [{ '/app/a': open(1), '/app/b': open(2), '/app/c': open(3), '/app/d': open(4) }, { '/app/e': open(5) }];
    expect((await findingsOf(worldWritable, { layers })).map(({ code, summary }) => [code, summary])).toEqual([
      ['world-writable/file', 'everybody may write to 4 files: /app/a, /app/b, /app/c and 1 more'],
      ['world-writable/file', 'everybody may write to /app/e'],
    ]);
  });

  it.each([
    ['a program', { '/opt/x': program({}, { mode: 0o777 }) }, ['program /opt/x']],
    ['a library', { '/opt/x.so': program({ soname: 'x' }, { mode: 0o666 }) }, ['program /opt/x.so']],
    ['a script', { '/opt/x': script('#!/bin/sh\n', { mode: 0o777 }) }, ['program /opt/x']],
    ['a directory', { '/data/': { mode: 0o777 } }, ['directory /data']],
    ['a hardlinked file once', { '/a': { content: 1, mode: 0o666 }, '/b': { kind: 'hardlink', linkTarget: '/a' } as const }, ['file /a']],
  ])('reports %s', async (_, layer, expected) => {
    expect(await seenBy(worldWritable, { layers: [layer] })).toEqual(expected);
  });

  it.each([
    ['directories that keep the files of others apart', { '/tmp/': { mode: 0o1777 }, '/var/tmp/': { mode: 0o1777 } }],
    ['symlinks, whose modes nobody looks at', { '/bin/sh': { linkTarget: 'dash', mode: 0o777 } }],
    [
      'devices and pipes',
      { '/dev/null': { kind: 'char', device: [1, 3], mode: 0o666 } as const, '/run/pipe': { kind: 'fifo', mode: 0o666 } as const },
    ],
    ['what a group may write to', { '/srv/': { mode: 0o775, gid: 5 }, '/srv/a': { content: 1, mode: 0o664 } }],
    ['setuid programs, which have a finding of their own', { '/opt/x': program({}, { mode: 0o4757 }) }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(worldWritable, { layers: [layer] })).toEqual([]);
  });

  it('is silent about what a later layer closed', async () => {
    expect(await seenBy(worldWritable, { layers: [{ '/data/': { mode: 0o777 } }, { '/data/': { mode: 0o755 } }] })).toEqual([]);
  });
});
