import type { IndexColumns } from '../model/layer-index.ts';

/** The columns of an index that have one number for each entry. */
export type Rows = Pick<
  IndexColumns,
  'pathEnds' | 'linkEnds' | 'shared' | 'kinds' | 'modes' | 'uids' | 'gids' | 'sizes' | 'mtimes' | 'dataOffsets' | 'fileKinds' | 'hashRows'
>;

export function newRows(capacity: number): Rows {
  return {
    pathEnds: new Uint32Array(capacity),
    linkEnds: new Uint32Array(capacity),
    shared: new Uint16Array(capacity),
    kinds: new Uint8Array(capacity),
    modes: new Uint16Array(capacity),
    uids: new Uint32Array(capacity),
    gids: new Uint32Array(capacity),
    sizes: new Float64Array(capacity),
    mtimes: new Float64Array(capacity),
    dataOffsets: new Float64Array(capacity),
    fileKinds: new Uint8Array(capacity),
    hashRows: new Int32Array(capacity),
  };
}

/** The same rows with room for as many again. */
export function grown(rows: Rows): Rows {
  const larger = newRows(2 * rows.kinds.length);
  for (const name of names(rows)) larger[name].set(rows[name]);
  return larger;
}

/** The first `count` rows, each column in a buffer of its own. */
export function cut(rows: Rows, count: number): Rows {
  const exact = newRows(count);
  for (const name of names(rows)) exact[name].set(rows[name].subarray(0, count));
  return exact;
}

function names(rows: Rows): readonly (keyof Rows)[] {
  return Object.keys(rows) as (keyof Rows)[];
}
