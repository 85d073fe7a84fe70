import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Image, LayerBlob } from '../model/image.ts';
import { imageKeys } from './cache-keys.ts';
import { readKept, writeKept } from './kept-file.ts';

/** Raised whenever the form of an entry changes, or what is kept under a name. */
const contentFormat = 1;
/** Of one image. */
const maxBytes = 64 * 1_048_576;
/** Of one file; a longer one is read again from its layer. */
const maxItemBytes = 8 * 1_048_576;

/** What was read of the files of an image, kept beside the layer indexes so that it need not be read again. */
export class ContentCache {
  readonly #path: string;
  readonly #items: Map<string, Uint8Array>;
  #bytes = 0;
  #isChanged = false;

  /**
   * @param directory of the index cache, which lists and prunes the entries with its own
   * @param kind of what is kept: contents, or what some code makes of them
   */
  constructor(directory: string, image: Image, blobs: readonly LayerBlob[], kind = 'contents') {
    const generation = hashOf(`${kind} ${contentFormat}`).slice(0, 16);
    this.#path = join(directory, generation, `file-${hashOf(JSON.stringify(imageKeys(image, blobs)))}.index`);
    this.#items = load(this.#path) ?? new Map();
    for (const item of this.#items.values()) this.#bytes += item.length;
  }

  get(name: string): Uint8Array | null {
    return this.#items.get(name) ?? null;
  }

  set(name: string, bytes: Uint8Array): void {
    if (bytes.length > maxItemBytes || this.#bytes + bytes.length > maxBytes || this.#items.has(name)) return;
    this.#items.set(name, bytes);
    this.#bytes += bytes.length;
    this.#isChanged = true;
  }

  /** @throws the system's error where the directory cannot be written */
  save(): void {
    if (!this.#isChanged) return;
    writeKept(this.#path, encode(this.#items));
    this.#isChanged = false;
  }
}

/** Length of the JSON, `[name, length][]` as JSON, contents. */
function encode(items: ReadonlyMap<string, Uint8Array>): Buffer {
  const names = Buffer.from(JSON.stringify([...items].map(([name, { length }]) => [name, length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(names.length);
  return Buffer.concat([length, names, ...items.values()]);
}

function load(path: string): Map<string, Uint8Array> | null {
  const body = readKept(path);
  if (body === null) return null;
  const namesEnd = 4 + body.readUInt32LE(0);
  const names = JSON.parse(body.toString('utf8', 4, namesEnd)) as readonly (readonly [string, number])[];
  const items = new Map<string, Uint8Array>();
  let start = namesEnd;
  for (const [name, length] of names) {
    items.set(name, body.subarray(start, start + length));
    start += length;
  }
  return items;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
