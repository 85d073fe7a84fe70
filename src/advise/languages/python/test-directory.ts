import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';

/** Whether a directory has nothing but tests or examples: by its name, and by the names of the modules in it. */
export function isTestDirectory(path: string, disk: ImageDisk): boolean {
  const name = posix.basename(path);
  if (name === '_examples') return true;
  if (name !== 'tests' && name !== 'test') return false;
  const modules = [...disk.names(path)].filter((file) => file.endsWith('.py') && file !== '__init__.py');
  return modules.length > 0 && modules.every((file) => /^(?:test|conftest|_test|common|util|helper)|_test\.py$/.test(file));
}
