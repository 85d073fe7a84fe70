import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';

/** Where the interpreter of that version keeps the bytecode of a source file; null where there is none. https://peps.python.org/pep-3147/ */
export function compiledPath(source: string, version: string, disk: ImageDisk): string | null {
  if (!source.endsWith('.py')) return null;
  const cache = posix.join(posix.dirname(source), '__pycache__');
  const name = `${posix.basename(source, '.py')}.cpython-${version.replace('.', '')}.pyc`;
  return disk.has(cache, name) ? posix.join(cache, name) : null;
}
