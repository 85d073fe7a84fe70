import { zipEntries } from '../languages/java/zip-entries.ts';

/** Classes that only a JDK has, and what finds a compiler, as constants of other classes name them. */
const toolClasses = /javax\/tools\/ToolProvider|com\/sun\/tools\/\w|com\/sun\/jdi\/|jdk\/jshell\/|sun\/jvmstat\//;

const maxClassBytes = 4_194_304;
const maxInnerBytes = 67_108_864;
/** Of all archives of an image, as it comes out of them: their directories may name the same bytes any number of times. */
const maxLookedBytes = 536_870_912;
/** What opening an entry costs at least. */
const minEntryBytes = 1_024;

export const tooMuch = 'more than can be looked through';

/** Looks for classes that need a JDK, in classes and in archives of them, until it has seen all that one image may cost. */
export function toolClassFinder(): (bytes: Uint8Array, isClass: boolean) => string | null {
  let leftBytes = maxLookedBytes;

  /** @param depth of archives in it that are looked into */
  function inArchive(archive: Uint8Array, depth: number): string | null {
    for (const { name, content } of zipEntries(archive) ?? []) {
      const isArchive = depth > 0 && /\.(?:jar|war)$/i.test(name);
      if (!isArchive && !name.endsWith('.class')) continue;
      if (leftBytes <= 0) return tooMuch;
      const bytes = content(isArchive ? maxInnerBytes : maxClassBytes);
      if (bytes === null) return `${name}, which is too long to be looked into`;
      leftBytes -= Math.max(bytes.length, minEntryBytes);
      const used = isArchive ? inArchive(bytes, depth - 1) : inClass(bytes);
      if (used !== null) return used;
    }
    return null;
  }

  return (bytes, isClass) => (isClass ? inClass(bytes) : inArchive(bytes, 1));
}

function inClass(bytes: Uint8Array): string | null {
  return toolClasses.exec(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'))?.[0].replaceAll('/', '.') ?? null;
}
