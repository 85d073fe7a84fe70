import type { Confidence, PlanWarning } from '../../model/plan.ts';
import type { Invocation, Need, Trace } from '../tracer.ts';
import { known } from './field.ts';
import { innerCommands } from './inner-commands.ts';

/** More of anything than this is a hostile script. */
const maxOfEach = 20_000;
/** Of one program, with other arguments or in another environment. */
const maxWays = 16;

/** What was found in a script so far: branches meet again, so the same is found many times. */
export class ShellFindings {
  readonly #ways = new Map<string, number>();
  readonly #needs = new Map<string, Need>();
  readonly #invocations = new Map<string, Invocation>();
  readonly #warnings = new Map<string, PlanWarning>();
  readonly #writes = new Set<string>();

  /** A program that is started in ever other ways is started as such, and what its arguments start as well. */
  start(invocation: Invocation): void {
    const { argv, env, workingDir } = invocation;
    const [name = ''] = argv;
    const key = JSON.stringify([argv, env, workingDir]);
    if (this.#invocations.has(key)) return;
    const ways = (this.#ways.get(name) ?? 0) + 1;
    this.#ways.set(name, ways);
    if (ways <= maxWays) {
      add(this.#invocations, key, invocation);
      return;
    }
    for (const short of [[name], ...innerCommands(argv.map(known)).map((inner) => inner.slice(0, 1).map(({ text }) => text))]) {
      add(this.#invocations, JSON.stringify(short), { ...invocation, argv: short });
    }
  }

  need(path: string, reason: string, options: Pick<Need, 'extent' | 'from' | 'part'> & { readonly confidence?: Confidence }): void {
    const key = `${options.extent} ${path}`;
    // What is run says more of a file than that it was looked at.
    if (options.part === 'application' && this.#needs.get(key)?.part === 'data') this.#needs.delete(key);
    add(this.#needs, key, { path, reason, confidence: 'likely', absent: 'ignore', ...options });
  }

  warn(code: string, text: string, path: string | null, line: number | null): void {
    add(this.#warnings, JSON.stringify([code, text, path, line]), { code, text, path, line });
  }

  write(path: string): void {
    if (this.#writes.size < maxOfEach) this.#writes.add(path);
  }

  get trace(): Trace {
    const writes = [...this.#writes].sort();
    return {
      needs: [...this.#needs.values()],
      invocations: [...this.#invocations.values()],
      warnings: [...this.#warnings.values()],
      ...(writes.length === 0 ? {} : { writes }),
    };
  }
}

function add<T>(found: Map<string, T>, key: string, one: T): void {
  if (found.size < maxOfEach && !found.has(key)) found.set(key, one);
}
