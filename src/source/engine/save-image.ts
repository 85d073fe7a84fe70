import { InspectError } from '../../model/errors.ts';
import type { Platform } from '../../model/platform.ts';
import { isAtLeast, platformOfSave } from './api-version.ts';
import { openEngineStream } from './engine.ts';
import { imagePath } from './engine-name.ts';
import type { Patience } from './engine-request.ts';
import type { FoundImage } from './find-image.ts';

/** An engine may pack the whole image before it sends the first byte of it: 100 GB take half an hour. */
const patience: Patience = { answerMilliseconds: 3_600_000, silenceMilliseconds: 300_000 };

/**
 * The bytes of `docker save`, as they come. By id, so that nobody can give the name to another image meanwhile.
 * @param platform of those that a store of containerd may have; engines before Docker 28 send them all
 * @throws InspectError
 */
export async function saveImage(found: FoundImage, platform: Platform, signal: AbortSignal): Promise<AsyncGenerator<Buffer>> {
  const { engine, inspected } = found;
  const isChoice = inspected.isOneOfMany && isAtLeast(engine.version, platformOfSave);
  const path = `${imagePath(inspected.id)}/get`;
  if (!isChoice) return openEngineStream(engine, path, {}, patience, signal);
  try {
    return await openEngineStream(engine, path, { platform: JSON.stringify(platform) }, patience, signal);
  } catch (error) {
    // Some releases do not find a platform by its name that they send when asked for nothing in particular (docker/cli#6457).
    if (!(error instanceof InspectError) || error.code !== 'no-such-image') throw error;
    return openEngineStream(engine, path, {}, patience, signal);
  }
}
