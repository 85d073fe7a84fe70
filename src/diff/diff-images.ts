import type { Node } from '../filesystem/image-tree.ts';
import { type DiffedImage, diffSchemaVersion, type ImageDiff } from '../model/image-diff.ts';
import { byteChange, noBytes, sumBytes } from './byte-change.ts';
import type { TreeComparison } from './compare-trees.ts';
import { diffConfig } from './diff-config.ts';
import { diffDirectories } from './diff-directories.ts';
import { diffFiles } from './diff-files.ts';
import { diffPackages, unpackagedBytes } from './diff-packages.ts';
import type { DiffSide } from './diff-side.ts';
import { diffLayers, pullSize } from './shared-layers.ts';

/**
 * What differs between two images.
 * @param comparison of their trees, by `compareTrees`
 * @param isSame whether two files of a pair that is open there have the same content; asked for all of those
 */
export function diffImages(
  before: DiffSide,
  after: DiffSide,
  comparison: TreeComparison,
  isSame: (before: Node, after: Node) => boolean,
): ImageDiff {
  const files = diffFiles(comparison.pairs, before, after, isSame);
  const packages = diffPackages(before, after, files);
  const config = diffConfig(before, after);
  const layers = diffLayers(before, after);
  return {
    schemaVersion: diffSchemaVersion,
    tool: after.report.tool,
    before: diffedImage(before, comparison.beforeBytes),
    after: diffedImage(after, comparison.afterBytes),
    isSame: files.length === 0 && packages.length === 0 && config.length === 0,
    layers,
    pull: pullSize(layers),
    config,
    packages,
    unpackaged: unpackagedBytes(files),
    total: files.map(byteChange).reduce(sumBytes, noBytes),
    directories: diffDirectories(files, before.tree, after.tree, comparison),
    files,
  };
}

function diffedImage({ report: { image, layers } }: DiffSide, bytes: Float64Array): DiffedImage {
  const { reference, manifestDigest, imageId, platform, created, sizeBytes, compressedBytes, entryCount } = image;
  const visibleBytes = bytes.reduce((sum, one) => sum + one, 0);
  return {
    reference,
    manifestDigest,
    imageId,
    platform,
    created,
    sizeBytes,
    compressedBytes,
    visibleBytes,
    entryCount,
    layerCount: layers.length,
  };
}
