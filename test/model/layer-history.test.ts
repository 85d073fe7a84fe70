import { describe, expect, it } from 'vitest';
import type { DiffId } from '../../src/model/digest.ts';
import type { HistoryRecord } from '../../src/model/image-config.ts';
import { alignHistory } from '../../src/model/layer-history.ts';

function record(createdBy: string, emptyLayer = false): HistoryRecord {
  return { createdBy, created: null, comment: null, emptyLayer };
}

function align(layerCount: number, history: readonly HistoryRecord[]): readonly (string | null)[] {
  const diffIds = Array.from({ length: layerCount }, (_, index) => `sha256:${index}` as DiffId);
  return alignHistory({ diffIds, history }).map((found) => found?.createdBy ?? null);
}

describe('alignHistory', () => {
  it('passes over the records that say that they have no layer', () => {
    expect(align(2, [record('ADD a'), record('ENV A=b', true), record('COPY b c'), record('CMD x', true)])).toEqual(['ADD a', 'COPY b c']);
  });

  it('trusts the record where counts agree, whatever the instruction', () => {
    expect(align(2, [record('ADD a'), record('ENV A=b')])).toEqual(['ADD a', 'ENV A=b']);
  });

  it('leaves out what can make no layer where there are too many records', () => {
    const history = [
      record('/bin/sh -c #(nop) ADD file:x in /'),
      record('/bin/sh -c #(nop)  ENV A=b'),
      record('RUN /bin/sh -c make # buildkit'),
      record('WORKDIR /srv'),
      record('/bin/sh -c #(nop)  CMD ["sh"]'),
      record('LABEL a=b'),
    ];
    expect(align(3, history)).toEqual(['/bin/sh -c #(nop) ADD file:x in /', 'RUN /bin/sh -c make # buildkit', 'WORKDIR /srv']);
  });

  it('keeps the newest where there are still too many', () => {
    expect(align(1, [record('ADD a'), record('COPY b c'), record('RUN d')])).toEqual(['RUN d']);
  });

  it('does not take a program named like an instruction for one', () => {
    expect(align(1, [record('/bin/sh -c ENV=1 make'), record('/bin/sh -c USER add x')])).toEqual(['/bin/sh -c USER add x']);
  });

  it('leaves the oldest layers without a record where there are too few', () => {
    expect(align(3, [record('COPY b c'), record('RUN d')])).toEqual([null, 'COPY b c', 'RUN d']);
    expect(align(2, [])).toEqual([null, null]);
  });

  it('has nothing to say about no layers', () => {
    expect(align(0, [record('ADD a')])).toEqual([]);
  });
});
