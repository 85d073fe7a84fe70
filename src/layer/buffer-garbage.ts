import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Of buffers that nobody holds V8 lets tens of MiB gather in each thread. */
const gatheredBytes = 8 * 1_048_576;

type Collect = (options: { readonly type: 'minor' }) => void;

let collect: Collect | null = null;

/**
 * Frees the buffers that the bytes of a stream came in, some MiB at a time.
 * @returns to be told of each piece that is done with
 */
export function freeingBuffers(): (pieceBytes: number) => void {
  let doneBytes = 0;
  return (pieceBytes) => {
    doneBytes += pieceBytes;
    if (doneBytes < gatheredBytes) return;
    doneBytes = 0;
    collect ??= collector();
    collect?.({ type: 'minor' });
  };
}

/** What a context has that is made under this flag, which nobody else is to see. null where another thread has just taken it back. */
function collector(): Collect | null {
  const given = ofNewContext();
  if (given !== null) return given;
  setFlagsFromString('--expose-gc');
  const own = ofNewContext();
  setFlagsFromString('--no-expose-gc');
  return own;
}

function ofNewContext(): Collect | null {
  return (runInNewContext('globalThis.gc') as Collect | undefined) ?? null;
}
