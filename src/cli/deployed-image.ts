import { isDigest } from '../model/digest.ts';
import type { SourceKind } from '../model/image.ts';
import type { Plan } from '../model/plan.ts';

/**
 * What a manifest names: the image by its digest where a registry has it, otherwise a name that still has to be pushed.
 * @param names of the image, the most telling first
 */
export function deployedImage({ source }: Plan, kind: SourceKind | null, names: readonly string[]): string {
  const isNamed = /^(?:registry:|docker:\/\/)/.test(source.reference);
  const isFile =
    /^(?:docker-archive|oci|oci-archive):/.test(source.reference) || (kind !== null && kind !== 'docker' && kind !== 'registry');
  const text = source.reference.replace(/^(?:(?:registry|docker-archive|oci|oci-archive|docker):(?:\/\/)?)/, '');
  // An id is no name.
  const name = isDigest(text) ? '' : withoutTag(text);
  if (source.manifestDigest !== null && (kind === 'registry' || (kind === null && isNamed))) return `${name}@${source.manifestDigest}`;
  // A layout may know no more than a tag.
  const known = names.find((text) => /[/:]/.test(text));
  return known ?? (!isFile && /^[a-z0-9][a-z0-9./:_-]*$/i.test(name) ? name : fileName(name));
}

/** `host:5000/name:tag@digest` → `host:5000/name`. */
function withoutTag(name: string): string {
  const [bare = ''] = name.split('@', 1);
  const slash = bare.lastIndexOf('/');
  const colon = bare.indexOf(':', slash + 1);
  return colon === -1 ? bare : bare.slice(0, colon);
}

/** `/srv/images/app.tar` → `app`. */
function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.(?:tar|tgz|tar\.gz)$/i, '');
  return name === '' ? 'image' : name;
}
