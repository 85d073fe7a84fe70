import { describe, expect, it } from 'vitest';
import type { ReadPattern } from '../../../src/model/facts.ts';
import { viewOf } from '../../analyzers/view-of.ts';

const content = '{"name":"a","version":"1","rest":"x"}';

/** What is kept of `/p.json`, and whether that is all of it; null where it was not asked for. */
async function kept(...reads: readonly ReadPattern[]): Promise<readonly [string, boolean] | null> {
  const image = await viewOf({ reads }, { layers: [{ '/p.json': content }] });
  const captured = image.content(image.tree.find('/p.json')!);
  return captured === null ? null : [Buffer.from(captured.bytes).toString('utf8'), captured.isTruncated];
}

const whole = { glob: '/p.json', maxBytes: 1_000 };
const fields = (...names: readonly string[]): ReadPattern => ({ ...whole, keep: { form: 'json', fields: names } });

describe('the content that is captured', () => {
  it('is that of the files that were asked for, up to the most that anybody wants', async () => {
    expect(await kept()).toBeNull();
    expect(await kept({ glob: '/q.json', maxBytes: 1_000 }, { glob: '/p.jso', maxBytes: 1_000 }, { ...whole, maxBytes: 0 })).toBeNull();
    expect(await kept({ glob: '/p.*', maxBytes: 3 }, { glob: '*.json', maxBytes: 7 })).toEqual(['{"name"', true]);
    expect(await kept({ glob: '/p.*', maxBytes: 3 }, whole)).toEqual([content, false]);
  });

  it('is the part that was asked for, or the parts of all who ask', async () => {
    expect(await kept(fields('name'))).toEqual(['{"name":"a"}', false]);
    expect(await kept(fields('name'), fields('version', 'name'))).toEqual(['{"name":"a","version":"1"}', false]);
  });

  it('is the whole where somebody asks for it, or for parts of different forms', async () => {
    expect(await kept(fields('name'), whole)).toEqual([content, false]);
    expect(await kept(whole, fields('name'))).toEqual([content, false]);
    expect(await kept(fields('name'), { ...whole, keep: { form: 'lines', fields: ['name'] } })).toEqual([content, false]);
    expect(
      await kept({ ...whole, keep: { form: 'paths', columns: 'one' } }, { ...whole, keep: { form: 'paths', columns: 'csv' } }),
    ).toEqual([content, false]);
  });

  it('is no part of a document that was cut', async () => {
    expect(await kept({ ...fields('name'), maxBytes: 20 })).toEqual(['', true]);
  });
});
