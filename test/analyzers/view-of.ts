import type { Analyzer } from '../../src/analyze/analyzer.ts';
import { type ImageView, imageView } from '../../src/analyze/image-view.ts';
import { squash } from '../../src/filesystem/squash.ts';
import { gatherersFor } from '../../src/layer/gatherers.ts';
import { indexStream } from '../../src/layer/index-stream.ts';
import type { Image, SourceKind } from '../../src/model/image.ts';
import { parseImageConfig } from '../../src/model/image-config-parser.ts';
import { formatInstruction } from '../../src/model/instruction.ts';
import { parseJson } from '../../src/model/json.ts';
import { alignHistory } from '../../src/model/layer-history.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { type ImageInput, imageConfig } from '../support/image-config.ts';

export type ViewInput = Partial<ImageInput> & {
  readonly reference?: string;
  readonly source?: SourceKind;
  readonly names?: readonly string[];
  readonly bases?: Image['bases'];
};

/** An image in memory as an analyzer sees it: read, squashed, and with the facts that it asked for. */
export async function viewOf(analyzer: Pick<Analyzer, 'reads'>, input: ViewInput): Promise<ImageView> {
  const built = imageConfig({ layers: [], ...input });
  const config = parseImageConfig(parseJson(built.config, defaultLimits, 'test'), 'test');
  const gatherers = gatherersFor(analyzer.reads ?? []);
  const indexes = await Promise.all(built.layers.map(({ tar }) => indexStream(chunksOf(tar), gatherers, defaultLimits)));
  const image: Image = {
    reference: input.reference ?? 'image.tar',
    source: input.source ?? 'docker-archive',
    names: input.names ?? [],
    manifestDigest: null,
    imageId: built.imageId,
    config,
    layers: built.layers.map(({ diffId }, index) => ({ index, diffId, digest: null, mediaType: '', compressedBytes: null })),
    ...(input.bases === undefined ? {} : { bases: input.bases }),
  };
  const instructions = alignHistory(config).map((record) => formatInstruction(record?.createdBy ?? ''));
  return imageView(image, squash(indexes, [1, 2]), instructions);
}

async function* chunksOf(tar: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(tar);
}
