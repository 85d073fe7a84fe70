/** Painted rows of one rectangle of the screen; each is as wide as it. */
export type Block = { readonly columns: number; readonly rows: readonly string[] };

/** A block and where its upper left cell is, counted from 0. */
export type PlacedBlock = Block & { readonly x: number; readonly y: number };

/** The blocks of the frame that Ink is printing, in the order of printing: later ones cover earlier ones. */
export class Painting {
  #blocks: PlacedBlock[] = [];
  #isComplete = true;

  /** @param block null where it is not yet known where it is, so that this frame is not to be seen */
  place(block: PlacedBlock | null): void {
    if (block === null) this.#isComplete = false;
    else this.#blocks.push(block);
  }

  /** The blocks of the frame that has just been printed; null for one that is not to be seen. */
  take(): readonly PlacedBlock[] | null {
    const blocks = this.#isComplete ? this.#blocks : null;
    this.#blocks = [];
    this.#isComplete = true;
    return blocks;
  }
}
