import { mkdirSync } from 'node:fs';
import type { Node } from '../filesystem/image-tree.ts';
import type { Image } from '../model/image.ts';
import type { HistoryRecord } from '../model/image-config.ts';
import type { Plan } from '../model/plan.ts';
import { pathsInBase } from './base-entries.ts';
import { type BaseImage, baseHistory } from './base-image.ts';
import { expectSource } from './expect-source.ts';
import { imageConfigDocument } from './image-documents.ts';
import type { LayerCompression } from './layer-compression.ts';
import { planDocument } from './plan-document.ts';
import { plannedEntries } from './planned-entries.ts';
import { plannedNodes } from './planned-nodes.ts';
import { plannedTime } from './planned-time.ts';
import type { SlimLayer } from './slim-entry.ts';
import { slimLayers } from './slim-layers.ts';
import { stageBase } from './stage-base.ts';
import type { StagedImage } from './staged-image.ts';
import type { ContentSource } from './tree-contents.ts';
import { writeLayers } from './write-layers.ts';

export type SlimInput = {
  readonly plan: Plan;
  readonly image: Image;
  readonly source: ContentSource;
  /** null: scratch. */
  readonly base: BaseImage | null;
  readonly compression: LayerCompression;
  /** Made here, for the layers until they are at their place. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** Told how many bytes of content have been written. */
  readonly onProgress: (bytes: number) => void;
};

export type BuiltSlim = {
  readonly staged: StagedImage;
  /** SHA-256 in hex of what was copied, by node of the image; not of what its index has. */
  readonly hashes: ReadonlyMap<Node, string>;
  /** Of the layers above the base. */
  readonly ownBytes: number;
  readonly hasBase: boolean;
};

/**
 * The image that a Plan describes: the base as it is, what is needed to run the program, the application. The same image and Plan
 * give the same bytes: entries have an order of their own, times come from the image, and nothing from this machine.
 * @throws InspectError
 */
export async function buildSlim(input: SlimInput): Promise<BuiltSlim> {
  const { plan, image, source, base, compression, directory, signal, onProgress } = input;
  expectSource(plan, image);
  mkdirSync(directory, { recursive: true });
  const nodes = plannedNodes(plan, source.tree);
  const time = plannedTime(image.config, source.tree, nodes);
  const entries = plannedEntries(plan, source.tree, nodes, time);
  const inBase = await entriesInBase(
    [...entries.values()].map(({ entry }) => entry),
    source,
    base,
  );
  const layers = slimLayers(entries, source.tree, ({ header }) => inBase.has(header.path));
  const below = base === null ? [] : await stageBase(base, directory, signal);
  const written = await writeLayers(layers, source, directory, { compression, signal, onProgress });
  const created = new Date(time * 1_000).toISOString().replace('.000Z', 'Z');
  const config = imageConfigDocument({
    plan,
    source: image.config,
    created,
    diffIds: [...below, ...written.layers].map(({ diffId }) => diffId),
    history: [...(base === null ? [] : baseHistory(base)), ...layers.map((layer) => layerHistory(layer, plan, created))],
  });
  const staged = {
    platform: image.config.platform,
    config,
    layers: [...below, ...written.layers],
    annotations: annotations(plan, base, created),
  };
  return { staged, hashes: written.hashes, ownBytes: layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0), hasBase: base !== null };
}

function entriesInBase(
  entries: Parameters<typeof pathsInBase>[0],
  source: ContentSource,
  base: BaseImage | null,
): Promise<ReadonlySet<string>> {
  if (base === null) return Promise.resolve(new Set());
  return pathsInBase(entries, source, { image: base.image, tree: base.tree, blobs: base.blobs, limits: source.limits });
}

function layerHistory({ name, entries }: SlimLayer, plan: Plan, created: string): HistoryRecord {
  return {
    createdBy: `flense slim: ${name} of ${plan.source.manifestDigest ?? plan.source.imageId}`,
    created,
    comment: `${entries.length} entries, ${plan.strategy} plan of flense ${plan.tool.version}`,
    emptyLayer: false,
  };
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/annotations.md */
function annotations(plan: Plan, base: BaseImage | null, created: string): Readonly<Record<string, string>> {
  const baseDigest = base?.image.manifestDigest ?? null;
  return {
    'flense.plan.digest': planDocument(plan).digest,
    'flense.source.digest': plan.source.manifestDigest ?? plan.source.imageId,
    'org.opencontainers.image.created': created,
    ...(baseDigest === null ? {} : { 'org.opencontainers.image.base.digest': baseDigest }),
  };
}
