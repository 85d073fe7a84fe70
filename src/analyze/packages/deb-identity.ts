import type { ImageView } from '../image-view.ts';
import { osRelease } from '../os-release.ts';
import type { DebRecord } from './deb-status.ts';
import type { InstalledPackage } from './installed-package.ts';
import { formatPurl } from './purl.ts';

export type DebIdentity = Pick<InstalledPackage, 'type' | 'name' | 'version' | 'purl' | 'license'>;

/** Names packages as the distribution of an image does. Their licenses stand in documents that nobody can parse. */
export function debIdentities(image: ImageView): (record: DebRecord) => DebIdentity {
  const release = osRelease(image);
  const vendor = release?.id.toLowerCase() || 'debian';
  const distro = release === null ? '' : [release.id, release.versionId].filter((part) => part !== '').join('-');
  return ({ name, version, architecture, source, sourceVersion }) => {
    const upstream = sourceVersion === '' ? source : `${source}@${sourceVersion}`;
    const qualifiers = { arch: architecture, distro, upstream };
    const purl = formatPurl({ type: 'deb', namespace: [vendor], name: name.toLowerCase(), version, qualifiers });
    return { type: 'deb', name, version, purl, license: null };
  };
}
