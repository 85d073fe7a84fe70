import type { ImageDisk } from './image-disk.ts';

export type SourceFile = {
  /** All symlinks followed. */
  readonly path: string;
  readonly foundAt: string;
  /** null for what was asked for. */
  readonly from: string | null;
};

/** Files that are reached from some, by what their text says. */
export class SourceGraph {
  readonly reached = new Map<string, SourceFile>();
  /** Files that are too long to be looked through. */
  readonly unread: string[] = [];
  readonly #disk: ImageDisk;
  readonly #isSource: (path: string) => boolean;
  readonly #onText: (file: SourceFile, text: string) => void;
  #open: SourceFile[] = [];

  /** @param onText adds what the text asks for */
  constructor(disk: ImageDisk, isSource: (path: string) => boolean, onText: (file: SourceFile, text: string) => void) {
    this.#disk = disk;
    this.#isSource = isSource;
    this.#onText = onText;
  }

  /** @returns false where there is no such file */
  add(foundAt: string, from: string | null): boolean {
    const node = this.#disk.fileNode(foundAt);
    if (node === null) return false;
    const path = this.#disk.scene.view.tree.path(node);
    if (this.reached.has(path)) return true;
    const file = { path, foundAt, from };
    this.reached.set(path, file);
    if (this.#isSource(path)) this.#open.push(file);
    return true;
  }

  async follow(): Promise<void> {
    while (this.#open.length > 0) {
      const wave = this.#open;
      this.#open = [];
      for (const part of this.#disk.batches(wave)) await this.#read(part);
    }
  }

  async #read(files: readonly SourceFile[]): Promise<void> {
    const texts = await this.#disk.texts(files.map(({ path }) => path));
    for (const file of files) {
      const text = texts.get(file.path);
      if (text === undefined) this.unread.push(file.path);
      else this.#onText(file, text);
    }
  }
}
