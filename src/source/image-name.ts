/** A name as `docker images` shows it: without the default registry, and with a tag. */
export function familiarName(name: string): string {
  const short = name.replace(/^(?:index\.)?docker\.io\//, '').replace(/^library\//, '');
  return tagOf(short) === null && !short.includes('@') ? `${short}:latest` : short;
}

/** What follows the last colon, where that is no port; null where there is none. */
export function tagOf(name: string): string | null {
  const tag = name.slice(name.lastIndexOf(':') + 1);
  return tag === name || tag.includes('/') ? null : tag;
}

/** Without the names that only repeat another one, short or long: the first of each stays, and a bare tag goes where a whole name ends in it. */
export function distinctNames(names: readonly string[]): readonly string[] {
  const firsts = [...new Map([...names].reverse().map((name) => [familiarName(name), name])).values()].reverse();
  const tags = new Set(firsts.map(tagOf));
  const isBareTag = (name: string): boolean => tagOf(name) === null && !name.includes('/');
  return firsts.filter((name) => !(isBareTag(name) && tags.has(name)));
}

/** Those that have the name as it is written, else in its short or long form, else as their tag. */
export function matchingNames<T extends { readonly names: readonly string[] }>(named: readonly T[], name: string): readonly T[] {
  const familiar = familiarName(name);
  const exact = named.filter(({ names }) => names.includes(name));
  if (exact.length > 0) return exact;
  const similar = named.filter(({ names }) => names.some((other) => familiarName(other) === familiar));
  return similar.length > 0 ? similar : named.filter(({ names }) => names.some((other) => tagOf(other) === name));
}
