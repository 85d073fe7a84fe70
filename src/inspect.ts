import { randomBytes } from 'node:crypto';
import type { Analyzer } from './analyze/analyzer.ts';
import { assembleReport } from './analyze/assemble-report.ts';
import { diveExport, diveNumbers } from './analyze/dive.ts';
import { duplicateCandidates } from './analyze/duplicate-candidates.ts';
import { imageView } from './analyze/image-view.ts';
import { type Inventory, takeInventory } from './analyze/packages/inventory.ts';
import { packageReaders } from './analyze/packages/readers.ts';
import { readPatterns } from './analyze/read-patterns.ts';
import { runAnalyzers } from './analyze/run-analyzers.ts';
import { accountWaste } from './analyze/waste.ts';
import { rewrittenPairs, rowsToCompare } from './analyze/waste-candidates.ts';
import { ImageTree } from './filesystem/image-tree.ts';
import { squash } from './filesystem/squash.ts';
import { arrivingLayers } from './layer/arriving-layers.ts';
import { hashMissing } from './layer/hash-missing.ts';
import { IndexCache } from './layer/index-cache.ts';
import { type IndexOptions, type IndexProgress, indexLayers } from './layer/index-layers.ts';
import { keepIndexes } from './layer/keep-indexes.ts';
import { withStoredForm } from './layer/with-stored-form.ts';
import { WorkerPool } from './layer/worker-pool.ts';
import type { DiveExport } from './model/dive-numbers.ts';
import type { Arrival, ArrivingLayers, Image, LayerBlob } from './model/image.ts';
import { formatInstruction } from './model/instruction.ts';
import { alignHistory } from './model/layer-history.ts';
import type { Limits } from './model/limits.ts';
import { hostPlatform, type Platform } from './model/platform.ts';
import { parseReference } from './model/reference.ts';
import type { Report } from './model/report.ts';
import { type OpenedImage, openImage } from './source/open-image.ts';
import { storeDirectory } from './source/store/store-directory.ts';
import { version } from './version.ts';

export type InspectOptions = {
  /** null: the host's, or the only one there is. */
  readonly platform: Platform | null;
  /** Which image of an archive that holds several. */
  readonly image: string | null;
  readonly limits: Limits;
  /** Also hash what need not be read, and hold every layer against its DiffID. */
  readonly verify: boolean;
  /** Where layer indexes are kept; null: nowhere. */
  readonly cacheDirectory: string | null;
  /** Worker threads that read layers; 0: none, all on this thread. */
  readonly threads: number;
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
  /** An engine begins to send the image, whose layers are read as they come. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Called once, before layers are read. */
  readonly onProgress: (progress: IndexProgress) => void;
};

export type Inspection = {
  readonly report: Report;
  readonly image: Image;
  readonly tree: ImageTree;
  /** What is installed, and which file belongs to what. */
  readonly inventory: Inventory;
  /** Where the layers' bytes are, parallel to `image.layers`; open until `close`. */
  readonly blobs: readonly LayerBlob[];
  /** What dive would export, computed when asked for. */
  readonly dive: () => DiveExport;
  readonly warnings: readonly string[];
  readonly close: () => void;
};

/**
 * Reads an image and reports on it.
 * @throws InspectError for everything that can be wrong with an image or a reference
 */
export async function inspect(reference: string, analyzers: readonly Analyzer[], options: InspectOptions): Promise<Inspection> {
  const pool = new WorkerPool(options.threads, options.signal);
  try {
    return await read(reference, analyzers, options, pool);
  } finally {
    pool.close();
  }
}

async function read(reference: string, analyzers: readonly Analyzer[], options: InspectOptions, pool: WorkerPool): Promise<Inspection> {
  const indexing = indexOptions(analyzers, options, pool);
  const receiver = arrivingLayers(indexing);
  const opened = await open(reference, receiver.layers, options);
  try {
    const { blobs } = opened;
    options.onImage(opened.image);
    const indexed = await indexLayers(opened.image, blobs, indexing);
    const image = withStoredForm(opened.image, blobs, indexed.indexes);
    const squashed = squash(indexed.indexes, seed());
    const compared = rowsToCompare(squashed, rewrittenPairs(squashed), duplicateCandidates(squashed, image));
    const hashing = hashMissing(image, blobs, indexed, compared, indexing);
    // Its failure is heard below, whatever fails meanwhile.
    hashing.catch(() => {});
    // What needs no content is computed while other threads hash.
    const dive = diveNumbers(squashed.layers, squashed.state);
    const history = alignHistory(image.config);
    const instructions = history.map((record) => formatInstruction(record?.createdBy ?? ''));
    const inventory = takeInventory(packageReaders, imageView(image, squashed, instructions));
    const hashed = await hashing;
    pool.close();
    const unkept = keepIndexes(image, blobs, hashed, indexing);
    const tree = new ImageTree({ ...squashed.state, layers: hashed.indexes });

    const waste = accountWaste(tree, instructions);
    const results = runAnalyzers(analyzers, imageView(image, tree, instructions));
    const report = assembleReport({ version, image, tree, history, waste, dive, results, inventory, instructions });
    const warnings = [...new Set([...opened.warnings, ...receiver.warnings(), ...unkept])];
    return {
      report,
      image,
      tree,
      inventory,
      blobs,
      dive: () => diveExport(squashed.layers, squashed.state),
      warnings,
      close: opened.close,
    };
  } catch (error) {
    opened.close();
    throw error;
  }
}

function open(reference: string, layers: ArrivingLayers, options: InspectOptions): Promise<OpenedImage> {
  return openImage(parseReference(reference), reference, {
    ...options,
    hostPlatform: hostPlatform(process.arch),
    layers,
    storeDirectory: options.cacheDirectory === null ? null : storeDirectory(options.cacheDirectory),
  });
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
