import type { Node } from '../../filesystem/image-tree.ts';
import type { Scene } from '../tracer.ts';
import { compareVersions } from './version-order.ts';

/** What kept programs and libraries ask of those that a base may bring; '' where they ask nothing. */
export type VersionNeeds = {
  readonly glibc: string;
  readonly glibcxx: string;
  readonly openssl: string;
  /** One that looks into the C library, and works with just its own; null where there is none. */
  readonly privateUser: string | null;
  /** One that is linked with musl. */
  readonly muslUser: string | null;
  readonly isDynamic: boolean;
};

const families = { glibc: /^GLIBC_(\d[\d.]*)$/, glibcxx: /^GLIBCXX_(\d[\d.]*)$/, openssl: /^OPENSSL_(\d[\d.]*)$/ } as const;

export function versionNeeds(nodes: Iterable<Node>, { view }: Scene): VersionNeeds {
  const highest = { glibc: '', glibcxx: '', openssl: '' };
  let privateUser: string | null = null;
  let muslUser: string | null = null;
  let isDynamic = false;
  for (const node of nodes) {
    const elf = view.elf(node);
    if (elf === null || elf.isStatic) continue;
    isDynamic = true;
    if (elf.needed.some((name) => name.startsWith('libc.musl-')) || elf.interpreter?.includes('ld-musl-'))
      muslUser ??= view.tree.path(node);
    for (const version of Object.values(elf.versionNeeds).flat()) {
      if (version === 'GLIBC_PRIVATE') privateUser ??= view.tree.path(node);
      for (const family of Object.keys(families) as (keyof typeof families)[]) {
        const found = families[family].exec(version)?.[1];
        if (found !== undefined && compareVersions(found, highest[family]) > 0) highest[family] = found;
      }
    }
  }
  return { ...highest, privateUser, muslUser, isDynamic };
}
