import type { ImageTree } from '../filesystem/image-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { subtreeSizes } from '../filesystem/subtree-sizes.ts';
import type { DiveNumbers } from '../model/dive-numbers.ts';
import type { Origin } from '../model/finding.ts';
import type { Image } from '../model/image.ts';
import type { HistoryRecord } from '../model/image-config.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { type Report, type ReportImage, type ReportLayer, schemaVersion } from '../model/report.ts';
import { configSecrets } from './config-secrets.ts';
import { layersBytes, withOrigins } from './diagnose.ts';
import { largeDirectories } from './large-directories.ts';
import { layerOrigins } from './origins.ts';
import type { Inventory } from './packages/inventory.ts';
import { redactReport } from './redact-report.ts';
import { reportPackages } from './report-packages.ts';
import type { AnalyzerResults } from './run-analyzers.ts';
import type { WasteAccount } from './waste.ts';

export type ReportParts = {
  readonly version: string;
  readonly image: Image;
  readonly tree: ImageTree;
  /** By layer; null where nobody can know. */
  readonly history: readonly (HistoryRecord | null)[];
  readonly waste: WasteAccount;
  readonly dive: DiveNumbers;
  readonly results: AnalyzerResults;
  readonly inventory: Inventory;
  /** By layer, as a Dockerfile has them. */
  readonly instructions: readonly string[];
};

/** The one JSON value that everything else shows. */
export function assembleReport(parts: ReportParts): Report {
  const { image, tree, waste, dive, results, inventory } = parts;
  const origins = layerOrigins(image);
  const report: Report = {
    schemaVersion,
    tool: { name: 'flense', version: parts.version },
    image: reportImage(image, tree),
    layers: tree.layers.map((index, i) => reportLayer(parts, index, i, origins[i]!)),
    directories: largeDirectories(tree),
    waste: {
      reclaimableBytes: waste.reclaimableBytes,
      reclaimableCompressedBytes: reclaimableCompressedBytes(image, tree.layers, waste.layerBytes),
      items: waste.items,
      dive: {
        efficiencyScore: dive.efficiencyScore,
        sizeBytes: dive.sizeBytes,
        userSizeBytes: dive.userSizeBytes,
        wastedBytes: dive.wastedBytes,
        userWastedPercent: dive.userWastedPercent,
      },
    },
    packages: reportPackages(inventory, parts.instructions, origins),
    findings: withOrigins(results.findings, origins),
    outcomes: [...results.outcomes, inventory.outcome].sort((a, b) => (a.analyzer < b.analyzer ? -1 : 1)),
  };
  return redactReport(report, configSecrets(image.config));
}

function reportImage(image: Image, tree: ImageTree): ReportImage {
  const { shell: _shell, ...config } = image.config.config;
  const compressed = image.layers.map((layer) => layer.compressedBytes);
  return {
    reference: image.reference,
    source: image.source,
    manifestDigest: image.manifestDigest,
    imageId: image.imageId,
    platform: image.config.platform,
    created: image.config.created,
    sizeBytes: layersBytes(tree),
    compressedBytes: compressed.every((bytes) => bytes !== null) ? sum(compressed) : null,
    entryCount: subtreeSizes(tree).entryCounts[rootNode]!,
    config,
  };
}

function reportLayer({ image, history, waste }: ReportParts, index: LayerIndex, i: number, origin: Origin): ReportLayer {
  const layer = image.layers[i]!;
  return {
    index: i,
    diffId: layer.diffId,
    digest: layer.digest,
    mediaType: layer.mediaType,
    sizeBytes: index.sizeBytes,
    compressedBytes: layer.compressedBytes,
    entryCount: index.entryCount,
    createdBy: history[i]?.createdBy ?? '',
    created: history[i]?.created ?? null,
    reclaimableBytes: waste.layerBytes[i]!,
    origin,
  };
}

/** A byte that is not shipped saves as much as the average byte of its layer takes: nobody compresses a layer twice to know better. */
function reclaimableCompressedBytes(image: Image, layers: readonly LayerIndex[], wasted: readonly number[]): number | null {
  let total = 0;
  for (const [i, { tarBytes }] of layers.entries()) {
    const { compressedBytes } = image.layers[i]!;
    if (compressedBytes === null) return null;
    total += tarBytes === 0 ? 0 : (wasted[i]! * compressedBytes) / tarBytes;
  }
  return Math.round(total);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, value) => total + value, 0);
}
