import { InspectError } from '../model/errors.ts';
import { parseReference } from '../model/reference.ts';

/** Where a slim image goes. */
export type Destination =
  | { readonly kind: 'oci' | 'oci-archive'; readonly path: string; readonly tag: string }
  /** `name` with its tag; null: the image has none. */
  | { readonly kind: 'docker-archive'; readonly path: string; readonly name: string | null }
  | { readonly kind: 'docker' | 'registry'; readonly name: string };

/** What unpackers ask for when nothing else is said. */
const defaultTag = 'latest';

/** Parses what follows `-o`: as an image is named, and a bare path is an image layout. @throws InspectError `usage` */
export function parseDestination(text: string): Destination {
  if (text === '')
    throw new InspectError('usage', '-o: expected a directory, oci-archive:FILE, docker-archive:FILE, docker:NAME or registry:NAME');
  const reference = parseReference(text);
  switch (reference.kind) {
    case 'path':
      return { kind: 'oci', path: reference.path, tag: defaultTag };
    case 'oci':
    case 'oci-archive':
      return { kind: reference.kind, path: reference.path, tag: checkTag(reference.tag ?? defaultTag) };
    case 'docker-archive':
      return splitName(reference.path);
    case 'docker':
    case 'registry':
      return reference;
  }
}

/** As skopeo has it: what follows the first colon is the image's name. */
function splitName(text: string): Destination {
  const colon = text.indexOf(':', 1);
  if (colon < 0) return { kind: 'docker-archive', path: text, name: null };
  const name = text.slice(colon + 1);
  if (!/^[a-z0-9][\w./-]*(?::\d+\/[\w./-]+)?(?::[\w][\w.-]{0,127})?$/.test(name)) {
    throw new InspectError('usage', `-o: expected the name of an image after docker-archive:FILE:, got ${JSON.stringify(name)}`);
  }
  const hasTag = name.lastIndexOf(':') > name.lastIndexOf('/');
  return { kind: 'docker-archive', path: text.slice(0, colon), name: hasTag ? name : `${name}:${defaultTag}` };
}

function checkTag(tag: string): string {
  if (/^[\w][\w./:@+-]{0,254}$/.test(tag)) return tag;
  throw new InspectError('usage', `-o: expected a tag of letters, digits, dots, dashes and underscores, got ${JSON.stringify(tag)}`);
}
