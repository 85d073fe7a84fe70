import type { PlanWarning } from '../../model/plan.ts';
import type { Invocation, Need, Trace } from '../tracer.ts';

type NeedOptions = Partial<Omit<Need, 'path' | 'reason'>>;

/** More needs than this are a hostile image, or a mistake of ours. */
const maxNeeds = 500_000;

/** A trace that is being written: what is asked for twice is in it once, at its widest. */
export class Draft {
  readonly #needs = new Map<string, Need>();
  readonly #invocations: Invocation[] = [];
  readonly #warnings: PlanWarning[] = [];
  #replacement: Invocation | null = null;
  readonly #from: string;

  /** @param from the program that all of it is for, unless a need says otherwise */
  constructor(from: string) {
    this.#from = from;
  }

  keep(path: string, reason: string, options: NeedOptions = {}): void {
    const known = this.#needs.get(path);
    if (known !== undefined && (known.extent === 'subtree' || options.extent !== 'subtree')) return;
    if (this.#needs.size >= maxNeeds) return;
    const defaults = { extent: 'one', from: this.#from, part: 'runtime', confidence: 'certain', absent: 'ignore' } as const;
    this.#needs.set(path, { path, reason, ...defaults, ...options });
  }

  keepTree(path: string, reason: string, options: NeedOptions = {}): void {
    this.keep(path, reason, { ...options, extent: 'subtree' });
  }

  /** What may be started in the program's place. */
  replace(invocation: Invocation): void {
    this.#replacement = invocation;
  }

  start(invocation: Invocation): void {
    this.#invocations.push(invocation);
  }

  warn(code: string, text: string, path: string | null, line: number | null = null): void {
    this.#warnings.push({ code, text, path, line });
  }

  get trace(): Trace {
    const trace = { needs: [...this.#needs.values()], invocations: this.#invocations, warnings: this.#warnings };
    return this.#replacement === null ? trace : { ...trace, replacement: this.#replacement };
  }
}
