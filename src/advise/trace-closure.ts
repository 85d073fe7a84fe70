import type { Node } from '../filesystem/image-tree.ts';
import type { PlanWarning } from '../model/plan.ts';
import { argumentTracer } from './argument-tracer.ts';
import { Closure } from './closure.ts';
import { elfProgramId } from './elf/elf-tracers.ts';
import { warning } from './need.ts';
import { isGuess, OpenStarts } from './open-starts.ts';
import { interpreterReason, startProgram } from './start-program.ts';
import type { FileTracer, Invocation, Need, ProgramTracer, Scene, Trace } from './tracer.ts';

export type Tracers = { readonly files: readonly FileTracer[]; readonly programs: readonly ProgramTracer[] };

export type TracedClosure = {
  readonly closure: Closure;
  /** Every start that led to a program, in the order in which they were followed. */
  readonly invocations: readonly Invocation[];
  readonly warnings: readonly PlanWarning[];
  /** What programs were seen to write to. */
  readonly writes: readonly string[];
  /** Ports that programs listen on of which it is more than a guess that they are started. */
  readonly listens: readonly number[];
  readonly replaced: readonly Replaced[];
  /** By its file, whom a program becomes that starts as root and can do without; null for nobody in particular. */
  readonly becomes: ReadonlyMap<Node, string | null>;
};

/** A start, and one that does the same without its program. */
export type Replaced = { readonly invocation: Invocation; readonly replacement: Invocation };

/** Scripts that start themselves with ever more arguments would never end. */
const maxInvocations = 5_000;
const maxInvocationsFrom = 400;

/** Nobody knows what its script reads and starts. */
function unknownInterpreter(program: Node, { from }: Invocation, { view }: Scene): PlanWarning {
  const text = `it is run by ${view.tree.path(program)}, whose scripts nobody here can read: what it needs is not known; keep it with --keep or --exec`;
  return warning('unknown-interpreter', text, from);
}

/** Work that has been found and not been done. */
type Work = {
  readonly closure: Closure;
  readonly starts: OpenStarts;
  readonly warnings: Map<string, PlanWarning>;
  readonly writes: Set<string>;
  readonly listens: Set<number>;
};

/** From what is needed at first to what that needs, until nothing new is found. The same image gives the same answer. */
export class ClosureTrace {
  readonly #scene: Scene;
  readonly #tracers: Tracers;
  readonly #work: Work;
  readonly #started: Invocation[] = [];
  readonly #replaced: Replaced[] = [];
  readonly #becomes = new Map<Node, string | null>();
  readonly #countsFrom = new Map<string | null, number>();

  constructor(scene: Scene, tracers: Tracers) {
    this.#scene = scene;
    this.#tracers = tracers;
    this.#work = {
      closure: new Closure(scene.view.tree),
      starts: new OpenStarts(),
      warnings: new Map(),
      writes: new Set(),
      listens: new Set(),
    };
  }

  get closure(): Closure {
    return this.#work.closure;
  }

  /** May be called again with more: what is known stays. */
  async run(trace: Trace): Promise<TracedClosure> {
    this.#add(trace);
    while (await this.#next());
    return {
      closure: this.#work.closure,
      invocations: this.#started,
      warnings: [...this.#work.warnings.values()],
      writes: [...this.#work.writes].sort(),
      listens: [...this.#work.listens].sort((a, b) => a - b),
      replaced: this.#replaced,
      becomes: this.#becomes,
    };
  }

  /** A guess waits for all sure starts, as it may be one of them. */
  async #next(): Promise<boolean> {
    const { closure, starts } = this.#work;
    const start = starts.nextSure() ?? starts.nextGuess();
    if (start !== null) {
      await this.#start(start);
      return true;
    }
    const file = closure.nextUntraced();
    for (const tracer of file === null ? [] : this.#tracers.files) this.#addIfAny(await tracer.traceFile(file!, this.#scene));
    return file !== null;
  }

  async #start(invocation: Invocation): Promise<void> {
    const { program, trace } = startProgram(invocation, this.#scene);
    this.#add(trace);
    if (program === null) return;
    this.#started.push(invocation);
    let isUnderstood = false;
    for (const tracer of this.#tracers.programs) {
      const found = await tracer.traceProgram(program, invocation, this.#scene);
      this.#addIfAny(found);
      if (found?.replacement !== undefined) this.#replaced.push({ invocation, replacement: found.replacement });
      if (found?.becomes !== undefined && !(isGuess(invocation) && this.#becomes.has(program)))
        this.#becomes.set(program, found.becomes.user);
      for (const port of isGuess(invocation) ? [] : (found?.listens ?? [])) this.#work.listens.add(port);
      isUnderstood ||= found !== null && tracer.id !== elfProgramId && tracer.id !== argumentTracer.id;
    }
    if (!isUnderstood && invocation.reason === interpreterReason) this.#giveUp(program, invocation);
  }

  /** A script that nobody can read most likely ends with what CMD names. */
  #giveUp(program: Node, invocation: Invocation): void {
    this.#warn(unknownInterpreter(program, invocation, this.#scene));
    const { cmd } = this.#scene.view.image.config.config;
    this.#queue({ ...invocation, argv: cmd, reason: 'likely started by', confidence: 'guessed' });
  }

  #addIfAny(trace: Trace | null): void {
    if (trace !== null) this.#add(trace);
  }

  #add({ needs, invocations, warnings, writes = [], leaves = [] }: Trace): void {
    for (const path of leaves) this.#work.closure.leave(path);
    for (const path of writes) this.#work.writes.add(path);
    for (const need of needs) this.#keep(need);
    for (const invocation of invocations) this.#queue(invocation);
    for (const one of warnings) this.#warn(one);
  }

  #keep(need: Need): void {
    if (!this.#work.closure.keep(need) && need.absent !== 'ignore') this.#warn(need.absent);
  }

  #queue(invocation: Invocation): void {
    const { starts } = this.#work;
    const { argv, from } = invocation;
    if (argv.length === 0 || starts.knows(invocation) || starts.makeSure(invocation)) return;
    const count = this.#countsFrom.get(from) ?? 0;
    if (starts.count >= maxInvocations || count >= maxInvocationsFrom) {
      this.#warn(warning('too-many-starts', 'it starts more programs than are followed; name what is missing with --exec or --keep', from));
      return;
    }
    this.#countsFrom.set(from, count + 1);
    starts.add(invocation);
  }

  #warn(one: PlanWarning): void {
    const key = JSON.stringify([one.code, one.text, one.path, one.line]);
    if (!this.#work.warnings.has(key)) this.#work.warnings.set(key, one);
  }
}
