import type { FileStrings } from '../model/file-strings.ts';

/** Longer ones are no names. */
const maxStringBytes = 255;
/** Of each sort, of one file. */
const maxStrings = 20_000;

const percent = 0x25;
const libraryMark = Buffer.from('.so');
const pathMark = Buffer.from('\0/');
const libraryName = /^[\w+.-]+\.so(?:\.\d+)*$/;
const wholePath = /^\/[\w+.,:@%~/-]+$/;

/** Finds strings in a file that comes in pieces; memory is bounded by the strings that are found. */
export class StringScanner {
  readonly #libraries = new Set<string>();
  readonly #paths = new Set<string>();
  readonly #functions = new Set<string>();
  readonly #marks: readonly (readonly [name: string, mark: Buffer])[];
  #tail: Buffer = Buffer.of(0);

  /** @param functions to look out for */
  constructor(functions: readonly string[]) {
    this.#marks = functions.map((name) => [name, Buffer.from(`\0${name}\0`)]);
  }

  push(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#tail, chunk]);
    this.#findLibraries(bytes);
    this.#findPaths(bytes);
    for (const [name, mark] of this.#marks) if (!this.#functions.has(name) && bytes.includes(mark)) this.#functions.add(name);
    this.#tail = bytes.subarray(Math.max(0, bytes.length - 2 * maxStringBytes));
  }

  end(): FileStrings {
    this.push(Buffer.of(0));
    return { libraries: [...this.#libraries].sort(), paths: [...this.#paths].sort(), functions: [...this.#functions].sort() };
  }

  #findLibraries(bytes: Buffer): void {
    for (let at = bytes.indexOf(libraryMark); at >= 0; at = bytes.indexOf(libraryMark, at + 1)) {
      let start = at;
      while (start > 0 && at - start < maxStringBytes && isNameByte(bytes[start - 1]!)) start--;
      let end = at + libraryMark.length;
      while (end < bytes.length && end - at < maxStringBytes && isNameByte(bytes[end]!)) end++;
      // Cut off at either end: it was whole in the last piece, or is in the next. Behind a percent sign it is a part of a format.
      if (start === 0 || end === bytes.length || bytes[start - 1] === percent) continue;
      const name = bytes.toString('latin1', start, end);
      if (libraryName.test(name) && this.#libraries.size < maxStrings) this.#libraries.add(name);
    }
  }

  #findPaths(bytes: Buffer): void {
    for (let at = bytes.indexOf(pathMark); at >= 0; at = bytes.indexOf(pathMark, at + 1)) {
      const end = bytes.indexOf(0, at + 1);
      if (end < 0) return;
      if (end - at > maxStringBytes) continue;
      const path = bytes.toString('latin1', at + 1, end);
      if (wholePath.test(path) && this.#paths.size < maxStrings) this.#paths.add(path);
    }
  }
}

function isNameByte(byte: number): boolean {
  const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
  const isDigit = byte >= 0x30 && byte <= 0x39;
  return isLetter || isDigit || byte === 0x5f || byte === 0x2b || byte === 0x2e || byte === 0x2d;
}
