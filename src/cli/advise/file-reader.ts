import type { ReadStrings } from '../../advise/elf/read-strings.ts';
import type { ReadFiles, ScanFiles } from '../../advise/tracer.ts';
import { fileRow } from '../../analyze/node-columns.ts';
import type { ImageTree, Node } from '../../filesystem/image-tree.ts';
import { kindOf } from '../../filesystem/tree-state.ts';
import { ContentCache } from '../../layer/content-cache.ts';
import { LayerContents, type LayerContentsOptions } from '../../layer/layer-contents.ts';
import { StringScanner } from '../../layer/scan-strings.ts';
import type { FileStrings } from '../../model/file-strings.ts';
import type { Image, LayerBlob } from '../../model/image.ts';
import { breathing } from './breathing.ts';

/** Contents for the advisor, and what they were read with. */
export type FileReader = {
  readonly read: ReadFiles;
  readonly readStrings: ReadStrings;
  readonly scan: ScanFiles;
  /** Keeps what was read for the next time. @returns what went wrong, only worth a warning */
  readonly save: () => string | null;
  readonly close: () => void;
};

type Source = { readonly tree: ImageTree; readonly image: Image; readonly blobs: readonly LayerBlob[] };

/**
 * @param cacheDirectory null: nothing is kept
 * @param build names the code that scans; null: what it makes of a file is not kept
 */
export function openFileReader(
  { tree, image, blobs }: Source,
  cacheDirectory: string | null,
  build: string | null,
  options: Omit<LayerContentsOptions, 'reference'>,
): FileReader {
  const contents = new LayerContents(blobs, { ...options, reference: image.reference });
  const cache = cacheDirectory === null ? null : new ContentCache(cacheDirectory, image, blobs);
  const readOne = (node: Node, maxBytes: number): Promise<Uint8Array | null> => readWhole(tree, node, maxBytes, contents, cache);
  const scans = cacheDirectory === null || build === null ? null : new ContentCache(cacheDirectory, image, blobs, `scans ${build}`);
  // What a scan made of a file is kept in the place of the file.
  const known = cache === null || scans === null ? cache : { get: (key: string) => cache.get(key), set: () => {} };
  const readScanned = (node: Node, maxBytes: number): Promise<Uint8Array | null> => readWhole(tree, node, maxBytes, contents, known);
  const breathe = breathing();
  return {
    read: async (nodes, maxBytes) => {
      const found = new Map<Node, Uint8Array>();
      for (const node of nodes) {
        await breathe();
        const bytes = await readOne(node, maxBytes);
        if (bytes !== null) found.set(node, bytes);
      }
      return found;
    },
    readStrings: async (node, functions) => {
      await breathe();
      return scan(tree, node, functions, contents, cache);
    },
    scan: async (name, nodes, maxBytes, make) => {
      const found = new Map<Node, ReturnType<typeof make>>();
      for (const node of nodes) {
        await breathe();
        const made = await scanned(tree, node, { name, maxBytes, make }, readScanned, scans);
        if (made !== undefined) found.set(node, made);
      }
      return found;
    },
    save: () => saved(cache) ?? saved(scans),
    close: () => contents.close(),
  };
}

function saved(cache: ContentCache | null): string | null {
  try {
    cache?.save();
    return null;
  } catch (error) {
    return `the cache of contents cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function readWhole(
  tree: ImageTree,
  node: Node,
  maxBytes: number,
  contents: LayerContents,
  cache: Pick<ContentCache, 'get' | 'set'> | null,
): Promise<Uint8Array | null> {
  const place = placeOf(tree, node);
  if (place === null || place.sizeBytes > maxBytes) return null;
  const known = cache?.get(place.key) ?? null;
  if (known !== null) return known;
  const bytes = Buffer.alloc(place.sizeBytes);
  for await (const [offset, chunk] of contents.chunks(place.layer, place)) bytes.set(chunk, offset);
  cache?.set(place.key, bytes);
  return bytes;
}

type Scan<T> = { readonly name: string; readonly maxBytes: number; readonly make: (bytes: Uint8Array) => T };

/** undefined for what is no file, or is too long. */
async function scanned<T>(
  tree: ImageTree,
  node: Node,
  { name, maxBytes, make }: Scan<T>,
  readOne: (node: Node, maxBytes: number) => Promise<Uint8Array | null>,
  scans: ContentCache | null,
): Promise<T | undefined> {
  const place = placeOf(tree, node);
  if (place === null || place.sizeBytes > maxBytes) return undefined;
  const known = scans?.get(`${name} ${place.key}`) ?? null;
  if (known !== null) return JSON.parse(Buffer.from(known.buffer, known.byteOffset, known.length).toString('utf8')) as T;
  const bytes = await readOne(node, maxBytes);
  if (bytes === null) return undefined;
  const made = make(bytes);
  scans?.set(`${name} ${place.key}`, Buffer.from(JSON.stringify(made)));
  return made;
}

async function scan(
  tree: ImageTree,
  node: Node,
  functions: readonly string[],
  contents: LayerContents,
  cache: ContentCache | null,
): Promise<FileStrings | null> {
  const place = placeOf(tree, node);
  if (place === null) return null;
  const key = `strings ${place.key} ${functions.join(' ')}`;
  const known = cache?.get(key) ?? null;
  if (known !== null) return JSON.parse(Buffer.from(known).toString('utf8')) as FileStrings;
  const scanner = new StringScanner(functions);
  for await (const [, chunk] of contents.chunks(place.layer, place)) scanner.push(chunk);
  const strings = scanner.end();
  cache?.set(key, Buffer.from(JSON.stringify(strings)));
  return strings;
}

type Place = {
  readonly layer: number;
  readonly key: string;
  readonly dataOffset: number;
  readonly sizeBytes: number;
  readonly sparse: readonly (readonly [number, number])[] | null;
  readonly sha256: null;
};

/** null for what is no regular file. */
function placeOf(tree: ImageTree, node: Node): Place | null {
  const inode = tree.inodeAt(node);
  const file = fileRow(tree, node);
  if (inode === null || file === null || file.columns.kinds[file.row] !== kindOf.file) return null;
  const layer = tree.layerOf(inode);
  const { dataOffset, sizeBytes, extra } = tree.layerEntry(inode);
  return { layer, key: `${layer}:${dataOffset}`, dataOffset, sizeBytes, sparse: extra?.sparse ?? null, sha256: null };
}
