import { type Zippable, zipSync } from 'fflate';

export type ArchiveMember = string | Uint8Array | { readonly stored: Uint8Array };

/** A zip archive, the same bytes for the same members. Archives in it are packed as Java's builders do: `stored`, or deflated. */
export function javaArchive(members: Readonly<Record<string, ArchiveMember>>): Buffer {
  const entries = Object.entries(members).map(([name, member]): [string, Zippable[string]] => {
    if (typeof member === 'string') return [name, Buffer.from(member)];
    return member instanceof Uint8Array ? [name, member] : [name, [member.stored, { level: 0 }]];
  });
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: '2024-01-01T00:00:00' }));
}

export function pomProperties(group: string, name: string, version: string): Readonly<Record<string, string>> {
  return {
    [`META-INF/maven/${group}/${name}/pom.properties`]: `#Generated\r\ngroupId=${group}\r\nartifactId=${name}\r\nversion: ${version}\r\n`,
  };
}

export function manifest(fields: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const lines = Object.entries({ 'Manifest-Version': '1.0', ...fields }).map(([name, value]) => `${name}: ${value}\r\n`);
  return { 'META-INF/MANIFEST.MF': `${lines.join('')}\r\nName: a/\r\nImplementation-Version: 99\r\n` };
}
