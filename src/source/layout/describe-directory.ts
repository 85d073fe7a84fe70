import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** For the user: what a directory is that holds no image layout. */
export function describeDirectory(directory: string): string {
  const has = (name: string): boolean => existsSync(join(directory, name));
  if (has('manifest.json')) return 'a directory with manifest.json (pack it as the tar that it was; the dir: form of skopeo is not read)';
  if (has('Dockerfile') || has('Containerfile')) return 'a build context: build it first';
  if (has('etc') && (has('usr') || has('bin'))) return 'a root file system';
  return has('blobs') ? 'an image layout without index.json' : 'a directory without index.json';
}
