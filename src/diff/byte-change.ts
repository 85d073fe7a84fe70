import type { ByteChange, FileChange } from '../model/image-diff.ts';
import { ownBytes } from './compare-trees.ts';

export const noBytes: ByteChange = { addedBytes: 0, removedBytes: 0, rewrittenBytes: 0 };

export function byteChange({ before, after, fields }: FileChange): ByteChange {
  const [old, fresh] = [before === null ? 0 : ownBytes(before), after === null ? 0 : ownBytes(after)];
  const isFile = before?.kind === 'file' && after?.kind === 'file';
  if (!isFile) return { addedBytes: fresh, removedBytes: old, rewrittenBytes: 0 };
  return { ...noBytes, rewrittenBytes: fields.includes('content') ? fresh : 0 };
}

export function sumBytes(a: ByteChange, b: ByteChange): ByteChange {
  return {
    addedBytes: a.addedBytes + b.addedBytes,
    removedBytes: a.removedBytes + b.removedBytes,
    rewrittenBytes: a.rewrittenBytes + b.rewrittenBytes,
  };
}

export function touchedBytes({ addedBytes, removedBytes, rewrittenBytes }: ByteChange): number {
  return addedBytes + removedBytes + rewrittenBytes;
}
