/** The library: how the command itself reads an image and reports on it. */
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { analyzers as every } from '../analyzers/index.ts';
import type { Analyzer } from './analyze/analyzer.ts';
import type { Inspection, InspectOptions } from './inspect.ts';
import { cacheDirectory } from './layer/index-cache.ts';
import { inspect as inspectWith } from './look.ts';
import { defaultLimits } from './model/limits.ts';
import { build } from './version.ts';

export type LibraryOptions = InspectOptions & {
  /** What looks at the image: of those that come with flense, or others. What they find is kept for the next time only under a `build`. */
  readonly analyzers: readonly Analyzer[];
};

/**
 * Reads an image and reports on it, with every analyzer on and the command's defaults for whatever `options` leaves out.
 * Call `close` on the result when you no longer read contents.
 * @param reference what one would type after `flense`: a path or name, `docker-archive:FILE`, `oci:DIR[:TAG]`, `oci-archive:FILE[:TAG]`, `docker:NAME`, `registry:NAME`
 * @throws InspectError with a `code`
 */
export function inspect(reference: string, { analyzers, ...options }: Partial<LibraryOptions> = {}): Promise<Inspection> {
  return inspectWith(reference, analyzers ?? every, {
    platform: null,
    image: null,
    limits: defaultLimits,
    verify: false,
    cacheDirectory: cacheDirectory(process.env, homedir()),
    // It names the code of all that come with flense, and of no others.
    build: analyzers === undefined ? build : null,
    threads: availableParallelism(),
    rereads: false,
    temporaryDirectory: tmpdir(),
    environment: process.env,
    homeDirectory: homedir(),
    insecure: false,
    signal: new AbortController().signal,
    onImage: () => {},
    onArrival: () => {},
    onProgress: () => {},
    ...options,
  });
}

export * from '../analyzers/index.ts';
export type { Analysis, Analyzer } from './analyze/analyzer.ts';
export type { DocumentedAnalyzer } from './analyze/documented-analyzer.ts';
export type { ImageView } from './analyze/image-view.ts';
export { ImageTree, type TreeEntry } from './filesystem/image-tree.ts';
export { resolvePath } from './filesystem/resolve-path.ts';
export type { Inspection, InspectOptions } from './inspect.ts';
export { type ErrorCode, errorCodes, InspectError } from './model/errors.ts';
export type { Evidence, Finding, Origin, Remedy, Severity } from './model/finding.ts';
export type { Arrival, FileBlob, Image, IndexedBlob, Layer, LayerBlob, SourceKind, StreamBlob } from './model/image.ts';
export type { ImageConfig, RuntimeConfig } from './model/image-config.ts';
export type { EntryKind, LayerEntry } from './model/layer-entry.ts';
export { type LayerIndex, layerEntry } from './model/layer-index.ts';
export { defaultLimits, type Limits } from './model/limits.ts';
export { type Platform, parsePlatform } from './model/platform.ts';
export type * from './model/report.ts';
export { renderDiveJson } from './report/dive-json.ts';
export { version } from './version.ts';
