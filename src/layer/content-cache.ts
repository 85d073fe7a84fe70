import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image, LayerBlob } from '../model/image.ts';
import { diffKey, lookupKeys } from './cache-keys.ts';

/** Raised whenever the form of an entry changes, or what is kept under a name. */
const contentFormat = 1;
/** Of one image. */
const maxBytes = 64 * 1_048_576;
/** Of one file; a longer one is read again from its layer. */
const maxItemBytes = 8 * 1_048_576;
const sumBytes = 32;

/**
 * What was read of the files of an image, kept beside the layer indexes so that it need not be read again. Appears whole, by
 * renaming, and carries its checksum: a damaged one is simply not there.
 */
export class ContentCache {
  readonly #path: string;
  readonly #items: Map<string, Uint8Array>;
  #bytes = 0;
  #isChanged = false;

  /** @param directory of the index cache, which lists and prunes the entries with its own */
  constructor(directory: string, image: Image, blobs: readonly LayerBlob[]) {
    const generation = hashOf(`contents ${contentFormat}`).slice(0, 16);
    this.#path = join(directory, generation, `file-${hashOf(JSON.stringify(layerKeys(image, blobs)))}.index`);
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
    mkdirSync(dirname(this.#path), { recursive: true, mode: 0o700 });
    const temporary = join(dirname(this.#path), `${randomUUID()}.tmp`);
    try {
      writeFileSync(temporary, encode(this.#items), { flag: 'wx', mode: 0o600 });
      renameSync(temporary, this.#path);
      this.#isChanged = false;
    } finally {
      rmSync(temporary, { force: true });
    }
  }
}

/** The bytes that were read, and not only what the image says of them. */
function layerKeys(image: Image, blobs: readonly LayerBlob[]): readonly string[] {
  return image.layers.map((layer, i) => lookupKeys(layer, blobs[i]!, false)[0] ?? diffKey(layer.diffId));
}

/** Checksum, length of the JSON, `[name, length][]` as JSON, contents. */
function encode(items: ReadonlyMap<string, Uint8Array>): Buffer {
  const names = Buffer.from(JSON.stringify([...items].map(([name, { length }]) => [name, length])));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(names.length);
  const body = Buffer.concat([length, names, ...items.values()]);
  return Buffer.concat([createHash('sha256').update(body).digest(), body]);
}

function load(path: string): Map<string, Uint8Array> | null {
  let file: Buffer;
  try {
    file = readFileSync(path);
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // Not there, or not ours to read: contents are read from the layers.
    return null;
  }
  const body = file.subarray(sumBytes);
  if (body.length < 4 || createHash('sha256').update(body).digest().compare(file, 0, sumBytes) !== 0) return null;
  return decode(body);
}

/** Whole, as its checksum says. */
function decode(body: Buffer): Map<string, Uint8Array> {
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
