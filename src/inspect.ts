import { randomBytes } from 'node:crypto';
import type { Analyzer } from './analyze/analyzer.ts';
import { assembleReport } from './analyze/assemble-report.ts';
import { diveExport } from './analyze/dive.ts';
import { imageView } from './analyze/image-view.ts';
import { runAnalyzers } from './analyze/run-analyzers.ts';
import { accountWaste } from './analyze/waste.ts';
import { rewrittenPairs, rowsToCompare } from './analyze/waste-candidates.ts';
import { ImageTree } from './filesystem/image-tree.ts';
import { squash } from './filesystem/squash.ts';
import { IndexCache } from './layer/index-cache.ts';
import { hashMissing, type IndexOptions, type IndexProgress, indexLayers } from './layer/index-layers.ts';
import type { DiveExport } from './model/dive-numbers.ts';
import type { Image, LayerBlob } from './model/image.ts';
import { formatInstruction } from './model/instruction.ts';
import { alignHistory } from './model/layer-history.ts';
import type { Limits } from './model/limits.ts';
import { hostPlatform, type Platform } from './model/platform.ts';
import { parseReference } from './model/reference.ts';
import type { Report } from './model/report.ts';
import { openImage } from './source/open-image.ts';
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
  readonly signal: AbortSignal;
  /** The manifest is known; no layer has been read. */
  readonly onImage: (image: Image) => void;
  /** Called once, before layers are read. */
  readonly onProgress: (progress: IndexProgress) => void;
};

export type Inspection = {
  readonly report: Report;
  readonly image: Image;
  readonly tree: ImageTree;
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
  const opened = await openImage(parseReference(reference), reference, { ...options, hostPlatform: hostPlatform(process.arch) });
  try {
    const { image, blobs } = opened;
    options.onImage(image);
    const indexing = indexOptions(analyzers, options);
    const indexed = await indexLayers(image, blobs, indexing);
    const squashed = squash(indexed.indexes, seed());
    const hashed = await hashMissing(image, blobs, indexed.indexes, rowsToCompare(squashed, rewrittenPairs(squashed)), indexing);
    const tree = new ImageTree({ ...squashed.state, layers: hashed.indexes });

    const history = alignHistory(image.config);
    const instructions = history.map((record) => formatInstruction(record?.createdBy ?? ''));
    const dive = diveExport(tree.layers);
    const waste = accountWaste(tree, instructions);
    const results = runAnalyzers(analyzers, imageView(image, tree, instructions));
    const report = assembleReport({ version, image, tree, history, waste, dive: dive.numbers, results });
    const warnings = [...new Set([...opened.warnings, ...indexed.warnings, ...hashed.warnings])];
    return { report, image, tree, blobs, dive: () => dive, warnings, close: opened.close };
  } catch (error) {
    opened.close();
    throw error;
  }
}

function indexOptions(analyzers: readonly Analyzer[], options: InspectOptions): IndexOptions {
  return {
    reads: analyzers.flatMap((analyzer) => analyzer.reads ?? []),
    limits: options.limits,
    verify: options.verify,
    threads: options.threads,
    cache: options.cacheDirectory === null ? null : new IndexCache(options.cacheDirectory),
    signal: options.signal,
    onStart: options.onProgress,
  };
}

function seed(): readonly [number, number] {
  const random = randomBytes(8);
  return [random.readInt32LE(0), random.readInt32LE(4)];
}
