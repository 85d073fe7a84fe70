import type { Descriptor } from '../../model/descriptor.ts';
import type { Digest } from '../../model/digest.ts';
import type { ImageIndex } from '../../model/image-index.ts';
import { distinctNames } from '../image-name.ts';
import type { ImageGroup, Offer } from '../offer.ts';

/** What `index.json` itself lists: one blob, under all the names that it gives it. */
export type TopEntry = { readonly descriptor: Descriptor; readonly names: readonly string[] };

export function topEntries(index: ImageIndex): readonly TopEntry[] {
  const byDigest = new Map<Digest, { descriptor: Descriptor; names: string[] }>();
  for (const descriptor of index.manifests) {
    const known = byDigest.get(descriptor.digest) ?? { descriptor, names: [] };
    known.names.push(...namesOf(descriptor));
    byDigest.set(descriptor.digest, known);
  }
  return [...byDigest.values()].map(({ descriptor, names }) => ({ descriptor, names: distinctNames(names) }));
}

/**
 * Entries that share a name are platforms of one image, and so are those that have none: that is how builders that know no
 * nested index write several platforms.
 */
export function groupEntries(
  entries: readonly { readonly names: readonly string[]; readonly offers: readonly Offer[] }[],
): readonly ImageGroup[] {
  const groups = new Map<string, { names: string[]; offers: Offer[] }>();
  for (const { names, offers } of entries) {
    const keys = names.length === 0 ? [''] : names;
    const group = keys.map((key) => groups.get(key)).find((known) => known !== undefined) ?? { names: [], offers: [] };
    group.names.push(...names);
    group.offers.push(...offers);
    for (const key of keys) groups.set(key, group);
  }
  const filled = [...new Set(groups.values())].filter(({ offers }) => offers.length > 0);
  return filled.map(({ names, offers }) => ({ names: distinctNames(names), offers }));
}

/** containerd and Docker 25 give the whole name beside the tag. */
function namesOf({ annotations }: Descriptor): readonly string[] {
  const names = [annotations['io.containerd.image.name'], annotations['org.opencontainers.image.ref.name']];
  return distinctNames(names.filter((name) => name !== undefined && name !== '') as readonly string[]);
}
