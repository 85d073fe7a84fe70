import { type ZipEntry, zipEntries } from './zip-entries.ts';

/** What counts of a jar. https://docs.oracle.com/en/java/javase/21/docs/specs/jar/jar.html */
export type Jar = {
  /** Relative to the jar. */
  readonly classPath: readonly string[];
  /** Whether some class draws: `java.awt` needs fonts. */
  readonly usesAwt: boolean;
  /** Names of shared libraries that its native code may ask for. */
  readonly libraries: readonly string[];
};

const maxManifestBytes = 1_048_576;
const maxLibraryBytes = 67_108_864;
const maxClassBytes = 1_048_576;
/** All classes of one jar that are looked through. */
const maxClassesBytes = 134_217_728;
const libraryName = /lib[\w+.-]{1,64}\.so(?:\.\d{1,4}){0,4}/g;

/** null for what is no archive. */
export function parseJar(bytes: Uint8Array): Jar | null {
  const entries = zipEntries(bytes);
  if (entries === null) return null;
  const manifest = entries.find(({ name }) => name.toUpperCase() === 'META-INF/MANIFEST.MF')?.content(maxManifestBytes) ?? new Uint8Array();
  return { classPath: classPathOf(Buffer.from(manifest).toString('utf8')), usesAwt: usesAwt(entries), libraries: librariesOf(entries) };
}

/** A line that begins with a blank continues the last. */
function classPathOf(manifest: string): readonly string[] {
  const line = manifest
    .replaceAll('\r\n', '\n')
    .replaceAll('\n ', '')
    .split('\n')
    .find((text) => /^class-path:/i.test(text));
  return (line ?? '')
    .slice('class-path:'.length)
    .split(' ')
    .filter((path) => path !== '');
}

function usesAwt(entries: readonly ZipEntry[]): boolean {
  let left = maxClassesBytes;
  for (const entry of entries) {
    if (!entry.name.endsWith('.class') || entry.sizeBytes > left) continue;
    left -= entry.sizeBytes;
    const content = entry.content(maxClassBytes);
    if (content !== null && Buffer.from(content.buffer, content.byteOffset, content.length).includes('java/awt/')) return true;
  }
  return false;
}

function librariesOf(entries: readonly ZipEntry[]): readonly string[] {
  const names = new Set<string>();
  for (const entry of entries) {
    if (!/\.so(?:\.\d+)*$/.test(entry.name)) continue;
    const content = entry.content(maxLibraryBytes);
    for (const [name] of content === null ? [] : Buffer.from(content).toString('latin1').matchAll(libraryName)) names.add(name);
  }
  return [...names];
}
