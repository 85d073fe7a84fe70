import type { ImageView } from '../analyze/image-view.ts';
import type { Inventory } from '../analyze/packages/inventory.ts';
import type { Node } from '../filesystem/image-tree.ts';
import type { Confidence, PlanPart, PlanWarning } from '../model/plan.ts';

/**
 * Contents that only the entrypoint reveals. Asked for in batches, as a batch may cost a pass over a layer; what was read once is
 * kept. A node that is no file, or is longer than `maxBytes`, is missing from the answer.
 */
export type ReadFiles = (nodes: readonly Node[], maxBytes: number) => Promise<ReadonlyMap<Node, Uint8Array>>;

/**
 * What `scan` makes of the contents of files, plain JSON that depends on nothing else; what was made once under a name is kept, and
 * the file not read again. Nodes that `ReadFiles` would not answer are missing.
 */
export type ScanFiles = <T>(
  name: string,
  nodes: readonly Node[],
  maxBytes: number,
  scan: (bytes: Uint8Array) => T,
) => Promise<ReadonlyMap<Node, T>>;

/** What every tracer may look at. */
export type Scene = {
  readonly view: ImageView;
  readonly inventory: Inventory;
  readonly read: ReadFiles;
  /** Absent where nothing is kept. */
  readonly scan?: ScanFiles | undefined;
};

/** A program that is started: by the image's configuration, by a script, by a wrapper. */
export type Invocation = {
  /** As `execve` gets it: the program's name as it was written, then its arguments. */
  readonly argv: readonly string[];
  /** `NAME=value`, the last of a name counts. */
  readonly env: readonly string[];
  /** Absolute. */
  readonly workingDir: string;
  /** Path of the script, configuration or program that starts it; null for the image's configuration. */
  readonly from: string | null;
  /** Completes "PROGRAM is … FROM": `the entrypoint of`, `started by`. */
  readonly reason: string;
  readonly confidence: Confidence;
};

/** What is to be kept, and why. */
export type Need = {
  /** Absolute; symlinks on the way are kept with it. */
  readonly path: string;
  /** `subtree`: the directory with all below it. `one`: a file, or a directory as such. */
  readonly extent: 'one' | 'subtree';
  readonly reason: string;
  /** Path of the kept file that asks for it; null for the image's configuration. */
  readonly from: string | null;
  readonly part: PlanPart;
  readonly confidence: Confidence;
  /** What it means when nothing is there: `ignore`, or a warning. */
  readonly absent: 'ignore' | PlanWarning;
};

export type Trace = {
  readonly needs: readonly Need[];
  readonly invocations: readonly Invocation[];
  readonly warnings: readonly PlanWarning[];
  /** Absolute paths that it writes to: directories, or files in them. Whether they are there is not looked at; they become `writablePaths`. */
  readonly writes?: readonly string[];
  /** Ports that it listens on. */
  readonly listens?: readonly number[];
  /**
   * Paths, with all below, that the program is known to do without. For the engine: what only a guess asks for there (a name in a
   * string table, the rest of a package) is not kept, a `Need` that is `certain` or from `--keep` is.
   */
  readonly leaves?: readonly string[];
  /**
   * What does the same without the program: `npm start` is `node server.js`, program absolute. Where the program is what the image
   * starts, the plan starts that instead, and is traced anew.
   */
  readonly replacement?: Invocation;
  /**
   * Of a server that starts as root and gives that up: the user whom it becomes, null where it is nobody in particular. Started as that
   * user at once it does the same, where that user may write to all `writes`.
   */
  readonly becomes?: { readonly user: string | null };
};

/** Asked about every kept file, once: ELF files, interpreter lines, extension modules. */
export type FileTracer = {
  readonly id: string;
  /** @returns null where the file is nothing of its business */
  readonly traceFile: (node: Node, scene: Scene) => Promise<Trace> | Trace | null;
};

/** Asked about every program that is started, once for each way it is started: shells, language runtimes, servers, wrappers. */
export type ProgramTracer = {
  readonly id: string;
  /**
   * @param program the file itself, all symlinks followed
   * @returns null where the program is nothing of its business
   */
  readonly traceProgram: (program: Node, invocation: Invocation, scene: Scene) => Promise<Trace> | Trace | null;
};
