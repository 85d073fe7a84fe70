import { InspectError } from './errors.ts';

/** What the user typed, told apart by its prefix. `path` is a bare word that may be a file, or a name for an engine or a registry. */
export type Reference =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'docker-archive'; readonly path: string }
  | { readonly kind: 'oci'; readonly path: string; readonly tag: string | null }
  | { readonly kind: 'oci-archive'; readonly path: string; readonly tag: string | null }
  | { readonly kind: 'docker'; readonly name: string }
  | { readonly kind: 'registry'; readonly name: string };

const prefixes = ['docker-archive', 'oci-archive', 'oci', 'docker', 'registry'] as const;

/** @throws InspectError `usage` when nothing follows the prefix */
export function parseReference(text: string): Reference {
  const kind = prefixes.find((prefix) => text.startsWith(`${prefix}:`));
  if (kind === undefined) {
    if (text === '')
      throw new InspectError(
        'usage',
        'expected an image: a path, a name, or docker-archive:FILE, oci:DIR[:TAG], oci-archive:FILE[:TAG], docker:NAME, registry:NAME',
      );
    return { kind: 'path', path: text };
  }
  const rest = text.slice(kind.length + 1);
  if (rest === '' || rest === '//') throw new InspectError('usage', `expected something after ${kind}:, got ${JSON.stringify(text)}`);
  switch (kind) {
    case 'docker-archive':
      return { kind, path: rest };
    case 'oci':
    case 'oci-archive':
      return { kind, ...splitTag(rest) };
    case 'docker':
      return rest.startsWith('//') ? { kind: 'registry', name: rest.slice(2) } : { kind, name: rest };
    case 'registry':
      return { kind, name: rest.replace(/^\/\//, '') };
  }
}

/** The tag follows the last colon, as skopeo has it; a colon inside the directory part (`C:\x`, `/a:b/c`) is no tag. */
function splitTag(text: string): { readonly path: string; readonly tag: string | null } {
  const colon = text.lastIndexOf(':');
  const isTag = colon > 0 && !/[/\\]/.test(text.slice(colon + 1));
  return isTag ? { path: text.slice(0, colon), tag: text.slice(colon + 1) || null } : { path: text, tag: null };
}
