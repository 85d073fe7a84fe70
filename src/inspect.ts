import { randomBytes } from 'node:crypto';
import type { Analyzer } from './analyze/analyzer.ts';
import { assembleReport } from './analyze/assemble-report.ts';
import { bigFiles } from './analyze/big-files.ts';
import { diagnose } from './analyze/diagnose.ts';
import { diveExport, diveNumbers } from './analyze/dive.ts';
import { duplicateCandidates } from './analyze/duplicate-candidates.ts';
import { imageView } from './analyze/image-view.ts';
import { layerOrigins } from './analyze/origins.ts';
import { type Inventory, takeInventory } from './analyze/packages/inventory.ts';
import { packageReaders } from './analyze/packages/readers.ts';
import { readPatterns } from './analyze/read-patterns.ts';
import { type AnalyzerResults, runAnalyzers } from './analyze/run-analyzers.ts';
import { accountWaste } from './analyze/waste.ts';
import { rewrittenPairs, rowsToCompare } from './analyze/waste-candidates.ts';
import { ImageTree } from './filesystem/image-tree.ts';
import { squash } from './filesystem/squash.ts';
import type { AnswerCache } from './layer/answer-cache.ts';
import { arrivingLayers } from './layer/arriving-layers.ts';
import { hashMissing } from './layer/hash-missing.ts';
import { IndexCache } from './layer/index-cache.ts';
import { type IndexOptions, type IndexProgress, indexLayers } from './layer/index-layers.ts';
import { keepIndexes } from './layer/keep-indexes.ts';
import { contentSampler } from './layer/sample-contents.ts';
import { withStoredForm } from './layer/with-stored-form.ts';
import { WorkerPool } from './layer/worker-pool.ts';
import type { DiveExport, DiveNumbers } from './model/dive-numbers.ts';
import { InspectError, inContext } from './model/errors.ts';
import type { Arrival, ArrivingLayers, Image, LayerBlob } from './model/image.ts';
import { formatInstruction } from './model/instruction.ts';
import { alignHistory } from './model/layer-history.ts';
import type { Limits } from './model/limits.ts';
import type { Platform } from './model/platform.ts';
import type { Diagnosis, Report } from './model/report.ts';
import { type Summary, summaryQuestion } from './model/summary.ts';
import type { OpenedImage } from './source/open-image.ts';
import { version } from './version.ts';

export type InspectOptions = {
  /** null: the host's, or the only one there is. */
  readonly platform: Platform | null;
  /** Which image of an archive that holds several. */
  readonly image: string | null;
  readonly limits: Limits;
  /** Also hash what need not be read, and hold every layer against its DiffID. */
  readonly verify: boolean;
  /** Where layer indexes are kept, and what was computed from them; null: nowhere. */
  readonly cacheDirectory: string | null;
  /** Names the code, analyzers included: what other code computed is not believed. null: what is computed is not kept. */
  readonly build: string | null;
  /** Worker threads that read layers; 0: none, all on this thread. */
  readonly threads: number;
  /** Whether contents of files will be read, too: what an engine or a registry sends is then kept at once, rather than sent again. */
  readonly rereads: boolean;
  /** For the unpacked copy that a compressed archive needs; it is unlinked as soon as it is open. */
  readonly temporaryDirectory: string;
  /** Where engines, registries and their credentials are configured, as are proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Whether a registry may be read over plain HTTP, or with a certificate that nobody vouches for. */
  readonly insecure: boolean;
  readonly signal: AbortSignal;
  /** The manifest is known; no layer has been read. */
  readonly onImage: (image: Image) => void;
  /** An engine begins to send the image, whose layers are read as they come; later, a source what has to be read again. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Called once, before layers are read. */
  readonly onProgress: (progress: IndexProgress) => void;
};

const bigFileCount = 8;

/** What is no field of the image itself is computed when it is first asked for. */
export type Inspection = {
  readonly summary: Summary;
  readonly report: Report;
  /** The part of the report that plans are made of. */
  readonly diagnosis: Diagnosis;
  readonly image: Image;
  readonly tree: ImageTree;
  /** What is installed, and which file belongs to what. */
  readonly inventory: Inventory;
  /** Where the layers' bytes are, parallel to `image.layers`; open until `close`. */
  readonly blobs: readonly LayerBlob[];
  /** What dive would export, computed when asked for. */
  readonly dive: () => DiveExport;
  readonly warnings: readonly string[];
  /** Where answers about this image are kept from one look to the next; null: nowhere. */
  readonly answers: AnswerCache | null;
  readonly close: () => void;
};

/** Reads an image: it is opened with `layers`, which takes what comes unasked, then inspected. */
export type Pipeline = {
  readonly layers: ArrivingLayers;
  /**
   * Once; ends the threads.
   * @throws InspectError for everything that can be wrong with an image, which is closed then
   */
  readonly inspect: (opened: OpenedImage, answers: AnswerCache | null) => Promise<Inspection>;
  /** Ends the threads of one that inspects nothing. */
  readonly close: () => void;
};

export function startPipeline(analyzers: readonly Analyzer[], options: InspectOptions): Pipeline {
  const pool = new WorkerPool(options.threads, options.signal);
  const indexing = indexOptions(analyzers, options, pool);
  const receiver = arrivingLayers(indexing);
  const inspect: Pipeline['inspect'] = async (opened, answers) => {
    try {
      const indexed = await readLayers(opened, indexing);
      return toInspection(indexed, opened, analyzers, answers, [...receiver.warnings(), ...indexed.warnings]);
    } catch (error) {
      opened.close();
      throw isInterrupt(error) ? error : inContext(opened.image.reference, error);
    } finally {
      pool.close();
    }
  };
  return { layers: receiver.layers, inspect, close: () => pool.close() };
}

/** An image of which every layer is indexed, and squashed. */
type IndexedLayers = { readonly image: Image; readonly tree: ImageTree; readonly early: Early; readonly warnings: readonly string[] };

async function readLayers({ image: named, blobs }: OpenedImage, indexing: IndexOptions): Promise<IndexedLayers> {
  const indexed = await indexLayers(named, blobs, indexing);
  // Only of what lies in a file as a plain tar may contents still have to be hashed.
  if (!named.layers.some((layer, i) => layer.compressedBytes === null && blobs[i]!.kind === 'file')) indexing.pool.rest();
  const image = withStoredForm(named, blobs, indexed.indexes);
  const squashed = squash(indexed.indexes, seed());
  const compared = rowsToCompare(
    squashed,
    rewrittenPairs(squashed),
    duplicateCandidates(squashed, image, contentSampler(blobs, indexed.indexes)),
  );
  const hashing = hashMissing(image, blobs, indexed, compared, indexing);
  // Its failure is heard below, whatever fails meanwhile.
  hashing.catch(() => {});
  const early = withoutContents(image, squashed);
  // Computed while other threads hash; of layers that were read before there is nothing to hash.
  if (indexed.fresh.some((seen) => seen !== null)) {
    early.dive();
    // A thread that is done with its part is given another.
    await new Promise((resolve) => setImmediate(resolve));
    early.inventory();
  }
  const hashed = await hashing;
  const warnings = keepIndexes(image, blobs, hashed, indexing);
  return { image, tree: new ImageTree({ ...squashed.state, layers: hashed.indexes }), early, warnings };
}

/** What needs no content hashes; each is computed once, when it is asked for. */
type Early = {
  readonly instructions: readonly string[];
  readonly inventory: () => Inventory;
  readonly dive: () => DiveNumbers;
  readonly diveExport: () => DiveExport;
};

function withoutContents(image: Image, squashed: ImageTree): Early {
  const instructions = alignHistory(image.config).map((record) => formatInstruction(record?.createdBy ?? ''));
  return {
    instructions,
    inventory: once(() => takeInventory(packageReaders, imageView(image, squashed, instructions))),
    dive: once(() => diveNumbers(squashed.layers, squashed.state)),
    diveExport: once(() => diveExport(squashed.layers, squashed.state)),
  };
}

function toInspection(
  { image, tree, early }: IndexedLayers,
  opened: OpenedImage,
  analyzers: readonly Analyzer[],
  answers: AnswerCache | null,
  warnings: readonly string[],
): Inspection {
  const unkept = new Set<string>();
  const known = once(() => (answers?.get(summaryQuestion) as Summary | null | undefined) ?? null);
  const results = once(() => runAnalyzers(analyzers, imageView(image, tree, early.instructions, early.inventory)));
  const summary = once((): Summary => {
    const kept = known();
    if (kept !== null) return kept;
    const made = { report: makeReport(image, tree, early, results()), bigFiles: bigFiles(tree, bigFileCount) };
    keepAnswer(answers, made, unkept);
    return made;
  });
  const diagnosis = once((): Diagnosis => known()?.report ?? diagnose(version, image, tree, results().findings));
  return {
    image,
    tree,
    blobs: opened.blobs,
    answers,
    close: opened.close,
    dive: early.diveExport,
    get summary() {
      return summary();
    },
    get report() {
      return summary().report;
    },
    get diagnosis() {
      return diagnosis();
    },
    get inventory() {
      return early.inventory();
    },
    get warnings() {
      return [...new Set([...opened.warnings, ...warnings, ...unkept])];
    },
  };
}

function makeReport(image: Image, tree: ImageTree, { instructions, inventory, dive }: Early, results: AnalyzerResults): Report {
  const history = alignHistory(image.config);
  const waste = accountWaste(tree, instructions, layerOrigins(image));
  return assembleReport({ version, image, tree, history, waste, dive: dive(), results, inventory: inventory(), instructions });
}

function keepAnswer(answers: AnswerCache | null, summary: Summary, warnings: Set<string>): void {
  try {
    answers?.keep(summaryQuestion, summary);
  } catch (error) {
    warnings.add(`the cache cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function indexOptions(analyzers: readonly Analyzer[], options: InspectOptions, pool: WorkerPool): IndexOptions {
  return {
    reads: readPatterns([...packageReaders, ...analyzers]),
    limits: options.limits,
    verify: options.verify,
    pool,
    cache: options.cacheDirectory === null ? null : new IndexCache(options.cacheDirectory),
    signal: options.signal,
    onStart: options.onProgress,
  };
}

function seed(): readonly [number, number] {
  const random = randomBytes(8);
  return [random.readInt32LE(0), random.readInt32LE(4)];
}

function isInterrupt(error: unknown): boolean {
  return error instanceof InspectError && error.code === 'interrupted';
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
