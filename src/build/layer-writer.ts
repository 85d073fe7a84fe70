import { createHash, type Hash } from 'node:crypto';
import type { Node } from '../filesystem/image-tree.ts';
import { tarEnd, tarHeader, tarPadding } from '../tar/writer.ts';
import type { LayerCompression } from './layer-compression.ts';
import { LayerFile, type WrittenLayer } from './layer-file.ts';
import type { SlimEntry, SlimLayer } from './slim-entry.ts';

const zeros = Buffer.alloc(65_536);

/** The file that is being written. */
type OpenEntry = { readonly entry: SlimEntry; readonly node: Node; readonly hash: Hash | null; position: number };

/** One layer: what has no content of the image, its files as they come, and further names of files. */
export class LayerWriter {
  /** Files of the image that it waits for. */
  readonly nodes: readonly Node[];
  /** SHA-256 in hex of what was written so far and is not known without. */
  readonly hashes = new Map<Node, string>();
  readonly #file: LayerFile;
  readonly #layer: SlimLayer;
  readonly #entryOf: ReadonlyMap<Node, SlimEntry>;
  readonly #isHashed: (node: Node) => boolean;
  readonly #left: Set<Node>;
  #open: OpenEntry | null = null;

  /** @param isHashed whether the hash of a file is known, and held against its content by whoever reads it */
  constructor(layer: SlimLayer, path: string, compression: LayerCompression, isHashed: (node: Node) => boolean) {
    this.#layer = layer;
    this.#isHashed = isHashed;
    this.#entryOf = new Map(
      layer.entries.flatMap((entry) => (entry.content.kind === 'image' ? [[entry.content.node, entry] as const] : [])),
    );
    this.nodes = [...this.#entryOf.keys()];
    this.#left = new Set(this.nodes);
    this.#file = new LayerFile(path, compression);
  }

  async begin(): Promise<void> {
    for (const entry of this.#layer.entries) {
      if (entry.content.kind === 'image' || entry.header.kind === 'hardlink') continue;
      await this.#file.write(tarHeader(entry.header));
      if (entry.content.kind === 'made') await this.#file.write(entry.content.bytes);
      await this.#file.write(tarPadding(entry.header.sizeBytes));
    }
  }

  async content(node: Node, offset: number, bytes: Buffer): Promise<void> {
    if (this.#open?.node !== node) await this.#beginFile(node);
    await this.#fill(offset);
    await this.#append(bytes);
  }

  async finish(): Promise<WrittenLayer> {
    await this.#endFile();
    // Files that are one hole.
    for (const node of [...this.#left]) await this.#beginFile(node);
    await this.#endFile();
    for (const { header } of this.#layer.entries) if (header.kind === 'hardlink') await this.#file.write(tarHeader(header));
    await this.#file.write(tarEnd());
    return this.#file.finish();
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #beginFile(node: Node): Promise<void> {
    await this.#endFile();
    const entry = this.#entryOf.get(node)!;
    this.#left.delete(node);
    this.#open = { entry, node, hash: this.#isHashed(node) ? null : createHash('sha256'), position: 0 };
    await this.#file.write(tarHeader(entry.header));
  }

  async #endFile(): Promise<void> {
    if (this.#open === null) return;
    const { entry, node, hash } = this.#open;
    await this.#fill(entry.header.sizeBytes);
    await this.#file.write(tarPadding(entry.header.sizeBytes));
    if (hash !== null) this.hashes.set(node, hash.digest('hex'));
    this.#open = null;
  }

  /** The holes of a sparse file are written as what is read there. */
  async #fill(end: number): Promise<void> {
    for (let left = end - this.#open!.position; left > 0; left -= zeros.length)
      await this.#append(zeros.subarray(0, Math.min(left, zeros.length)));
  }

  async #append(bytes: Uint8Array): Promise<void> {
    this.#open!.hash?.update(bytes);
    this.#open!.position += bytes.length;
    await this.#file.write(bytes);
  }
}
