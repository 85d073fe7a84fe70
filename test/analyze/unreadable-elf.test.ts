import { describe, expect, it } from 'vitest';
import { buildLeftover } from '../../analyzers/build-leftover.ts';
import { debugSymbols } from '../../analyzers/debug-symbols.ts';
import { fatBase } from '../../analyzers/fat-base.ts';
import { mixedPlatform } from '../../analyzers/mixed-platform.ts';
import { shell } from '../../analyzers/shell.ts';
import { unsafeSearchPath } from '../../analyzers/unsafe-search-path.ts';
import { analysisOf } from '../analyzers/analysis-of.ts';
import { program } from '../analyzers/programs.ts';
import type { EntryInput } from '../support/layers.ts';

/** The header of a program, and program headers that lead nowhere. */
const broken = Buffer.concat([Buffer.from(program().content as Uint8Array).subarray(0, 64), Buffer.alloc(4_000, 0xff)]);
const runs = (path: string): Readonly<Record<string, EntryInput>> => ({ [path]: { content: broken, mode: 0o755 } });

describe('a program that contradicts itself', () => {
  it.each([buildLeftover, debugSymbols, fatBase, mixedPlatform, shell, unsafeSearchPath])(
    'is told by $id, which goes on',
    async (analyzer) => {
      const { unreadable } = await analysisOf(analyzer, { layers: [runs('/usr/bin/x')], config: { Entrypoint: ['/usr/bin/x'] } });
      expect(unreadable.map(({ path, reason }) => [path, reason !== ''])).toEqual([['/usr/bin/x', true]]);
    },
  );

  it('is told of a library without the bit to be started', async () => {
    const { unreadable } = await analysisOf(mixedPlatform, { layers: [{ '/lib/libx.so.1': broken }] });
    expect(unreadable.map(({ path }) => path)).toEqual(['/lib/libx.so.1']);
  });

  it('is told a hundred times, and then counted', async () => {
    const files = Object.assign({}, ...Array.from({ length: 120 }, (_, i) => runs(`/bin/${1_000 + i}`))) as Readonly<
      Record<string, EntryInput>
    >;
    const { unreadable } = await analysisOf(mixedPlatform, { layers: [files] });
    expect([unreadable.length, unreadable.at(-1)]).toEqual([101, { path: '/bin/1100', reason: 'and 19 more such files' }]);
  });

  it.each([
    ['is meant to be broken', runs('/src/debug/elf/testdata/x')],
    ['only a debugger reads', runs('/usr/lib/debug/bin/x.debug')],
    ['nobody starts or loads', { '/data/x.bin': broken }],
    ['is whole', { '/bin/x': program() }],
    ['a later layer hides', { ...runs('/bin/x') }],
  ])('is not told where it %s', async (name, files) => {
    const layers = name.includes('hides') ? [files, { '/bin/.wh.x': 0 }] : [files];
    expect((await analysisOf(mixedPlatform, { layers })).unreadable).toEqual([]);
  });
});
