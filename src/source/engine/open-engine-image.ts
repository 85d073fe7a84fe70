import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { FileBlob, StreamBlob } from '../../model/image.ts';
import { formatPlatform, matchesPlatform, type Platform } from '../../model/platform.ts';
import { archiveFiles } from '../archive/archive-files.ts';
import { readMembers } from '../archive/read-archive.ts';
import { chooseImage } from '../choose-image.ts';
import { choosePlatform } from '../choose-platform.ts';
import type { HeldFiles } from '../held-files.ts';
import type { LoadedImage, Offer, SourceContent } from '../offer.ts';
import { readChunks } from '../read-stored.ts';
import { toldChunks } from '../told-chunks.ts';
import type { EngineOptions } from './engine-options.ts';
import type { FoundImage } from './find-image.ts';
import { noteImage } from './image-memory.ts';
import type { InspectedImage } from './inspected-image.ts';
import { type KeptLayers, keptLayers } from './kept-layers.ts';
import { knownImage } from './known-image.ts';
import { saveImage } from './save-image.ts';

/**
 * An image of an engine. Where every layer has been seen before nothing is transferred; otherwise the engine saves it, and its
 * layers are indexed as they arrive.
 * @throws InspectError, `no-such-platform` where the engine has it for another one only
 */
export async function openEngineImage(found: FoundImage, held: HeldFiles, options: EngineOptions): Promise<SourceContent> {
  const { inspected, engine } = found;
  const isWanted = options.platform === null || matchesPlatform(options.platform, inspected.config.platform);
  const platform = isWanted || options.platform === null ? inspected.config.platform : options.platform;
  const kept = keptLayers(found, platform, held, options);
  try {
    if (!isWanted && !inspected.isOneOfMany) throw otherPlatform(found, platform);
    const known = isWanted ? await knownImage(found, options) : null;
    if (known !== null) return toContent(found, knownOffer(inspected, known, kept), []);
    const content = await receiveImage(found, platform, kept, options);
    const group = chooseImage(content.groups, content.others, null);
    const { offer } = choosePlatform(group.offers, { platform: isWanted ? null : platform, hostPlatform: platform });
    return toContent(found, withInspected(offer, inspected, options), content.warnings);
  } finally {
    engine.transport.release();
  }
}

async function receiveImage(found: FoundImage, platform: Platform, kept: KeptLayers, options: EngineOptions): Promise<SourceContent> {
  // Loaded late: with every layer known nothing is parsed.
  const { receiveArchive } = await import('./receive-archive.ts');
  const { limits, layers, rereads, signal } = options;
  const done = new AbortController();
  try {
    const chunks = await saveImage(found, platform, AbortSignal.any([signal, done.signal]));
    const told = toldChunks(chunks, { from: 'engine', expectedBytes: found.inspected.sizeBytes }, options.onArrival);
    const passing = rereads ? kept.passAndKeep(told) : told;
    const members = await receiveArchive(passing, { limits, layers, signal, keepLayer: kept.find });
    const files = archiveFiles(members, ({ file }) => file, limits);
    return readMembers(files, members, { form: null, name: null, limits, signal });
  } finally {
    // What the engine may still be sending after a failure.
    done.abort();
  }
}

function toContent({ names }: FoundImage, offer: Offer, warnings: readonly string[]): SourceContent {
  return { source: 'docker', groups: [{ names, offers: [offer] }], others: [], warnings };
}

function knownOffer({ id }: InspectedImage, image: LoadedImage['image'], { find }: KeptLayers): Offer {
  const blobs = image.layers.map(({ diffId }): StreamBlob => toStream(() => find(diffId)));
  const readPlatform = (): Platform => image.config.platform;
  return { listedBy: id, digests: [id], readPlatform, isPresent: true, load: () => ({ image, blobs }) };
}

/** Opened only where an index has left the cache since. */
function toStream(keep: () => Promise<FileBlob>): StreamBlob {
  const open = async function* (): AsyncGenerator<Buffer> {
    yield* readChunks(await keep());
  };
  return { kind: 'stream', sizeBytes: null, open, keep };
}

function otherPlatform({ engine, inspected }: FoundImage, wanted: Platform): InspectError {
  const { platform } = inspected.config;
  return new InspectError(
    'no-such-platform',
    `expected an image for ${formatPlatform(wanted)} in the engine at ${engine.address}, got one for ${formatPlatform(platform)}`,
  );
}

/** The archive has only the names that it was asked for, and a manifest that was made for it unless the engine keeps manifests. */
function withInspected(offer: Offer, inspected: InspectedImage, { storeDirectory }: EngineOptions): Offer {
  const load = async (): Promise<LoadedImage> => {
    const { image, blobs } = await offer.load();
    const manifestDigest = image.imageId === inspected.id ? inspected.manifestDigest : image.manifestDigest;
    const known = { ...image, manifestDigest };
    if (sameLayers(image.config.diffIds, inspected.config.diffIds)) noteImage(storeDirectory, inspected, known);
    return { image: known, blobs };
  };
  return { ...offer, load };
}

/** Whether it is the platform that was inspected. */
function sameLayers(a: readonly DiffId[], b: readonly DiffId[]): boolean {
  return a.length === b.length && a.every((diffId, index) => diffId === b[index]);
}
