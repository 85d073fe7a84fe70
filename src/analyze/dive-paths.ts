import { InspectError } from '../model/errors.ts';
import { decodeName } from '../model/layer-index.ts';

/** What a `Map` can hold, and more than a container ever had. */
const maxPaths = 2 ** 24 - 1;

const whiteoutPrefix = '.wh.';
/** What begins with it never enters dive's trees; the parents on the way do. */
const droppedPrefix = '.wh..wh..';

/**
 * The paths of an image as numbers: 0 is the root, and a path comes after its parent. A text has a sign for each byte of the path,
 * without the leading slash: names need not be UTF-8, and dive sorts them by their bytes. Whiteouts go by the name that the archive
 * has for them.
 */
export class DivePaths {
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];
  readonly #parents: number[] = [0];
  readonly #whiteouts: number[] = [];
  #lastDirectory = '';
  #lastDirectoryNumber = 0;

  /** The root included. */
  get count(): number {
    return this.#texts.length;
  }

  text(path: number): string {
    return this.#texts[path]!;
  }

  parent(path: number): number {
    return this.#parents[path]!;
  }

  /**
   * @returns the path, a new one if need be; for what is dropped `~parent`, by the nearest parent that is not
   * @throws InspectError `limit`
   */
  enter(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const slash = text.lastIndexOf('/');
    const parent = slash === -1 ? 0 : this.#enterDirectory(text.slice(0, slash));
    if (parent < 0) return parent;
    const isWhiteout = text.startsWith(whiteoutPrefix, slash + 1);
    if (isWhiteout && text.startsWith(droppedPrefix, slash + 1)) return ~parent;
    const path = this.#texts.length;
    if (path >= maxPaths) throw new InspectError('limit', `expected at most ${maxPaths} different paths in the image, got more`);
    this.#numbers.set(text, path);
    this.#texts.push(text);
    this.#parents.push(parent);
    if (isWhiteout) this.#whiteouts.push(path);
    return path;
  }

  /** By path: the path that a whiteout hides, 0 where the path is no whiteout. */
  hidden(): Int32Array {
    const whiteouts = [...this.#whiteouts];
    const targets = whiteouts.map((path) => {
      const text = this.text(path);
      const name = text.lastIndexOf('/') + 1;
      return this.enter(text.slice(0, name) + text.slice(name + whiteoutPrefix.length));
    });
    const hidden = new Int32Array(this.count);
    for (const [i, path] of whiteouts.entries()) hidden[path] = targets[i]!;
    return hidden;
  }

  /** As other parts of the program write it: absolute, and decoded. */
  decode(path: number): string {
    return `/${decodeName(Buffer.from(this.text(path), 'latin1'))}`;
  }

  /** Archives stay in a directory for long. */
  #enterDirectory(text: string): number {
    if (text !== this.#lastDirectory) {
      this.#lastDirectoryNumber = this.enter(text);
      this.#lastDirectory = text;
    }
    return this.#lastDirectoryNumber;
  }
}
