import { closeSync, ftruncateSync, futimesSync, writeSync } from 'node:fs';
import type { ImageTree, Node, TreeEntry } from '../../filesystem/image-tree.ts';
import { fromWriteError } from '../write-error.ts';
import { type Destination, toFileTime } from './destination.ts';

type OpenFile = { readonly node: Node; readonly entry: TreeEntry; readonly fd: number };

/** Writes files one after the other; one is complete when the next begins. */
export class FileWriter {
  readonly #tree: ImageTree;
  readonly #destination: Destination;
  #open: OpenFile | null = null;

  constructor(tree: ImageTree, destination: Destination) {
    this.#tree = tree;
    this.#destination = destination;
  }

  /** Creates the file, unless it is the one that is open. */
  begin(node: Node): OpenFile {
    if (this.#open?.node === node) return this.#open;
    this.end();
    const entry = this.#tree.at(node);
    this.#open = { node, entry, fd: this.#destination.file(entry.path, entry.mode) };
    return this.#open;
  }

  write(node: Node, bytes: Uint8Array, offset: number): void {
    const { fd, entry } = this.begin(node);
    try {
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done, bytes.length - done, offset + done);
    } catch (error) {
      throw fromWriteError(error, entry.path);
    }
  }

  /** Gives the open file its whole size, a hole where nothing was written, and its time. */
  end(): void {
    if (this.#open === null) return;
    const { fd, entry } = this.#open;
    try {
      ftruncateSync(fd, entry.sizeBytes);
      futimesSync(fd, toFileTime(entry.mtime), toFileTime(entry.mtime));
    } catch (error) {
      throw fromWriteError(error, entry.path);
    }
    this.close();
  }

  close(): void {
    if (this.#open !== null) closeSync(this.#open.fd);
    this.#open = null;
  }
}
