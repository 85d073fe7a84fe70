import { describe, expect, it } from 'vitest';
import { debugSymbols } from '../../analyzers/debug-symbols.ts';
import { findingsOf, seenBy } from './analysis-of.ts';
import { program } from './programs.ts';

describe('debug-symbols', () => {
  it('counts what strip would take out', async () => {
    const layers = [
      { '/a': program({ debugBytes: 70_000 }), '/b': program({ symbolTableBytes: 48_000 }), '/c': program({ debugBytes: 100 }) },
    ];
    expect((await findingsOf(debugSymbols, { layers })).map(({ summary, bytes, evidence }) => ({ summary, bytes, evidence }))).toEqual([
      {
        summary: '2 programs and libraries carry symbols that only debuggers read',
        bytes: 118_001,
        evidence: [
          { kind: 'file', path: '/a', layer: 0, bytes: 70_000 },
          { kind: 'file', path: '/b', layer: 0, bytes: 48_001 },
        ],
      },
    ]);
  });

  it('tells debug files apart', async () => {
    expect(await seenBy(debugSymbols, { layers: [{ '/usr/lib/debug/.build-id/00/1.debug': program({ debugBytes: 99_000 }) }] })).toEqual([
      'separate /usr/lib/debug',
    ]);
  });

  it.each([
    ['stripped programs', { '/a': program({ textBytes: 100_000 }) }],
    ['object files, which stripping breaks', { '/a.o': program({ type: 'relocatable', debugBytes: 99_000 }) }],
    ['a little', { '/a': program({ debugBytes: 60_000 }) }],
    ['what only sounds like it', { '/usr/lib/debugger/a': 99_000, '/app/debug.log': 99_000 }],
  ])('is silent about %s', async (_, layer) => {
    expect(await seenBy(debugSymbols, { layers: [layer] })).toEqual([]);
  });
});
