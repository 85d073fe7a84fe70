import { type EntryInput, layer } from './layers.ts';

/** An outer archive by relative path, in order; a symlink is an entry with `linkTarget`. Each directory comes before its first file. */
export function packFiles(files: ReadonlyMap<string, EntryInput>): Uint8Array {
  const seen = new Set<string>();
  const pairs = [...files].flatMap(([path, entry]) => {
    const fresh = parents(path).filter((parent) => !seen.has(parent));
    for (const parent of fresh) seen.add(parent);
    return [...fresh.map((parent): [string, EntryInput] => [`/${parent}/`, 0]), [`/${path}`, entry] satisfies [string, EntryInput]];
  });
  return layer(pairs);
}

/** `a/b/c` → `a`, `a/b`. */
function parents(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
