import { join } from 'node:path';

/** Below the directory of the layer indexes, which have names of another form. */
export function storeDirectory(cacheDirectory: string): string {
  return join(cacheDirectory, 'blobs');
}
