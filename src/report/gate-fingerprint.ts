import { createHash } from 'node:crypto';

/** The same for the same thing in the next run; of several that are the same each has its own. */
export function fingerprinter(): (...parts: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (...parts) => {
    const key = JSON.stringify(parts);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return createHash('sha256').update(`${key}${count}`).digest('hex');
  };
}
