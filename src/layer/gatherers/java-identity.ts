import type { JavaPackage } from '../../model/java-file.ts';

/** What identifies a package of Java. */
export type JavaIdentity = Omit<JavaPackage, 'archive' | 'isArchive'>;

/** Characters of any of it that are kept. */
const maxLength = 256;
const maxLines = 4_096;

/** A `pom.properties`, as Maven leaves it in what it packs; null where it does not say who it is. */
export function parsePomProperties(text: string): JavaIdentity | null {
  const fields = new Map<string, string>();
  for (const line of text.split('\n', maxLines)) {
    const at = line.search(/[=:]/);
    if (at > 0 && !line.startsWith('#')) fields.set(line.slice(0, at).trim(), line.slice(at + 1).trim());
  }
  const [group, name, version] = ['groupId', 'artifactId', 'version'].map((key) => bounded(fields.get(key)));
  // Some builds leave the placeholder in.
  const isFilled = ![group, name, version].some((value) => value!.includes('${'));
  return name === '' || !isFilled ? null : { group: group!, name: name!, version: version!, license: '' };
}

/**
 * Fields of the first section. A line that begins with a space goes on with the last.
 * https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html#jar-manifest
 */
export function parseManifest(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let last = '';
  for (const raw of text.split('\n', maxLines)) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (line === '') break;
    const colon = line.indexOf(':');
    if (line.startsWith(' ')) fields.set(last, (fields.get(last) ?? '') + line.slice(1));
    else if (colon > 0) {
      last = line.slice(0, colon).toLowerCase();
      fields.set(last, line.slice(colon + 1).trimStart());
    }
  }
  return fields;
}

/** Of an archive that Maven left nothing in: its name and its manifest. */
export function identityOf(fileName: string, manifest: ReadonlyMap<string, string>): JavaIdentity {
  const named = splitName(fileName);
  const field = (name: string): string => bounded(manifest.get(name)?.trim());
  const vendor = field('implementation-vendor-id');
  const versions = [named.version, ...['implementation-version', 'bundle-version', 'specification-version'].map(field)];
  return {
    group: /^[\w-]+(?:\.[\w-]+)+$/.test(vendor) ? vendor : '',
    name: named.name,
    version: versions.find((version) => version !== '') ?? '',
    license: field('bundle-license'),
  };
}

export function licenseOf(manifest: ReadonlyMap<string, string>): string {
  return bounded(manifest.get('bundle-license')?.trim());
}

/** `commons-lang3-3.12.0.jar` → commons-lang3 and 3.12.0. */
export function splitName(fileName: string): { readonly name: string; readonly version: string } {
  const stem = bounded(fileName.replace(/\.\w+$/, ''));
  const at = stem.search(/-\d/);
  return at > 0 ? { name: stem.slice(0, at), version: stem.slice(at + 1) } : { name: stem, version: '' };
}

function bounded(text: string | undefined): string {
  return (text ?? '').slice(0, maxLength);
}
