import type { Invocation } from './tracer.ts';

/** Starts that were found and not followed yet, each once, in the order in which they were found. */
export class OpenStarts {
  readonly #sure = new Map<string, Invocation>();
  readonly #guessed = new Map<string, Invocation>();
  readonly #taken = new Set<string>();

  /** Of all that were ever added. */
  get count(): number {
    return this.#taken.size + this.#sure.size + this.#guessed.size;
  }

  /** Whether nothing would change if it were added. */
  knows(invocation: Invocation): boolean {
    const key = keyOf(invocation);
    return this.#taken.has(key) || this.#sure.has(key) || (isGuess(invocation) && this.#guessed.has(key));
  }

  /** Takes the place of a guess of the same that is still open. @returns false where there is none */
  makeSure(invocation: Invocation): boolean {
    const key = keyOf(invocation);
    if (isGuess(invocation) || !this.#guessed.delete(key)) return false;
    this.#sure.set(key, invocation);
    return true;
  }

  add(invocation: Invocation): void {
    (isGuess(invocation) ? this.#guessed : this.#sure).set(keyOf(invocation), invocation);
  }

  nextSure(): Invocation | null {
    return this.#take(this.#sure);
  }

  nextGuess(): Invocation | null {
    return this.#take(this.#guessed);
  }

  #take(open: Map<string, Invocation>): Invocation | null {
    for (const [key, invocation] of open) {
      open.delete(key);
      this.#taken.add(key);
      return invocation;
    }
    return null;
  }
}

export function isGuess({ confidence }: Invocation): boolean {
  return confidence === 'guessed';
}

function keyOf({ argv, env, workingDir }: Invocation): string {
  return JSON.stringify([argv, env, workingDir]);
}
