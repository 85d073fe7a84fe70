import { jsonBytes } from './image-config.ts';

/** What a docker archive says of names. */
type Named = { readonly names?: readonly string[] };

/** null and not an empty list, as Go writes it. */
export function repoTags({ names = [] }: Named): readonly string[] | null {
  return names.length === 0 ? null : names;
}

/** The file `repositories`, which is there only if an image has a name: name → tag → top layer. */
export function repositories(images: readonly (Named & { readonly top: string })[]): readonly (readonly [string, Uint8Array])[] {
  const byName: Record<string, Record<string, string>> = {};
  for (const { names = [], top } of images) {
    for (const name of names) {
      const repository = name.slice(0, -tagOf(name).length - 1);
      byName[repository] = { ...byName[repository], [tagOf(name)]: top };
    }
  }
  return Object.keys(byName).length === 0 ? [] : [['repositories', jsonBytes(byName)]];
}

export function tagOf(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

/** `app:1` → `docker.io/library/app:1`. */
export function qualified(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]|^localhost$/.test(first) ? name : `docker.io/${name}`;
}
