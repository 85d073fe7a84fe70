import type { PackageType } from '../model/package.ts';

export type KeyParts = {
  readonly type: string;
  /** As its ecosystem writes it, the scope or the group included. */
  readonly name: string;
  readonly version: string;
};

const systemTypes: ReadonlySet<string> = new Set<PackageType>(['apk', 'deb', 'rpm']);

/** What a package is told by, whoever names it: tools differ in upper and lower case, in signs, and in where an epoch stands. */
export function packageKey({ type, name, version }: KeyParts): string {
  return JSON.stringify([type, foldName(type, name), foldVersion(type, version)]);
}

/** The same of a package URL; null for what is none. The namespace of a distribution is no part of a name. */
export function purlKey(purl: string): string | null {
  const [, type = '', rest = ''] = /^pkg:\/{0,2}([a-zA-Z][\w.+-]{0,63})\/([^?#]{1,4096})/.exec(purl) ?? [];
  // A scope may begin with the sign as well.
  const at = rest.lastIndexOf('@') > rest.lastIndexOf('/') ? rest.lastIndexOf('@') : rest.length;
  const version = rest.slice(at + 1);
  const segments = rest.slice(0, at).split('/').map(decode);
  if (type === '' || segments.includes(null)) return null;
  const isSystem = systemTypes.has(type.toLowerCase());
  const separator = type.toLowerCase() === 'maven' ? ':' : '/';
  const name = isSystem ? (segments.at(-1) ?? '') : segments.join(separator);
  const decoded = decode(version);
  return decoded === null || name === '' ? null : packageKey({ type: type.toLowerCase(), name: name!, version: decoded });
}

function foldName(type: string, name: string): string {
  const lower = name.toLowerCase();
  return type === 'pypi' ? lower.replace(/[-_.]+/g, '-') : lower;
}

function foldVersion(type: string, version: string): string {
  if (systemTypes.has(type)) return version.replace(/^\d+:/, '');
  return type === 'golang' ? version.replace(/^(?:v|go)(?=\d)/, '') : version;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
