import { fileURLToPath } from 'node:url';

/** Path of a sample image. */
export function sample(name: string): string {
  return fileURLToPath(new URL(`../../sample-images/${name}`, import.meta.url));
}
