import type { Analyzer } from './analyze/analyzer.ts';
import type { Inspection, InspectOptions, Pipeline } from './inspect.ts';
import { AnswerCache } from './layer/answer-cache.ts';
import type { ArrivingLayers, Image } from './model/image.ts';
import { hostPlatform } from './model/platform.ts';
import { parseReference } from './model/reference.ts';
import { type Summary, summaryQuestion } from './model/summary.ts';
import { type OpenedImage, openImage } from './source/open-image.ts';
import { storeDirectory } from './source/store/store-directory.ts';

/** An image that has been opened. What an earlier look worked out is not worked out again, and what nobody asks for not at all. */
export type Look = {
  readonly image: Image;
  readonly summary: () => Promise<Summary>;
  readonly inspect: () => Promise<Inspection>;
  /** Where answers about this image are kept from one look to the next; null: nowhere. */
  readonly answers: AnswerCache | null;
  /** Of all that has been asked for. */
  readonly warnings: () => readonly string[];
  readonly close: () => void;
};

/**
 * Opens an image; no layer is read before somebody asks for what that takes.
 * @throws InspectError for everything that can be wrong with a reference; `summary` and `inspect` for what is wrong with the image
 */
export async function look(reference: string, loadAnalyzers: () => Promise<readonly Analyzer[]>, options: InspectOptions): Promise<Look> {
  const pipeline = lazyPipeline(loadAnalyzers, options);
  try {
    const opened = await open(reference, pipeline.layers, options);
    options.onImage(opened.image);
    return lookAt(opened, pipeline, options);
  } catch (error) {
    pipeline.close();
    throw error;
  }
}

/**
 * Reads an image.
 * @throws InspectError for everything that can be wrong with an image or a reference
 */
export async function inspect(reference: string, analyzers: readonly Analyzer[], options: InspectOptions): Promise<Inspection> {
  return (await look(reference, async () => analyzers, options)).inspect();
}

function lookAt(opened: OpenedImage, pipeline: Pipeline, options: InspectOptions): Look {
  const answers = answersOf(opened, options);
  let inspection: Inspection | null = null;
  const inspectOnce = async (): Promise<Inspection> => {
    inspection ??= await pipeline.inspect(opened, answers);
    return inspection;
  };
  return {
    image: opened.image,
    summary: async () => (answers?.get(summaryQuestion) as Summary | null | undefined) ?? (await inspectOnce()).summary,
    inspect: inspectOnce,
    answers,
    warnings: () => inspection?.warnings ?? opened.warnings,
    close: () => {
      pipeline.close();
      opened.close();
    },
  };
}

function answersOf({ image, blobs }: OpenedImage, { cacheDirectory, build, verify, limits }: InspectOptions): AnswerCache | null {
  // Whoever wants every byte verified wants the layers read.
  if (cacheDirectory === null || build === null || verify) return null;
  return new AnswerCache(cacheDirectory, build, image, blobs, limits);
}

/** What reads layers is only loaded where one has to be read. */
function lazyPipeline(loadAnalyzers: () => Promise<readonly Analyzer[]>, options: InspectOptions): Pipeline {
  let started: Promise<Pipeline> | null = null;
  const start = async (): Promise<Pipeline> => (await import('./inspect.ts')).startPipeline(await loadAnalyzers(), options);
  const pipeline = (): Promise<Pipeline> => {
    started ??= start();
    return started;
  };
  const close = (): void => void started?.then((running) => running.close());
  return {
    layers: {
      isKnown: async (diffId) => (await pipeline()).layers.isKnown(diffId),
      index: async (chunks) => (await pipeline()).layers.index(chunks),
    },
    inspect: async (opened, answers) => (await pipeline()).inspect(opened, answers),
    close,
  };
}

function open(reference: string, layers: ArrivingLayers, options: InspectOptions): Promise<OpenedImage> {
  return openImage(parseReference(reference), reference, {
    ...options,
    hostPlatform: hostPlatform(process.arch),
    layers,
    storeDirectory: options.cacheDirectory === null ? null : storeDirectory(options.cacheDirectory),
  });
}
