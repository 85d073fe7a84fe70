import { inContext } from '../model/errors.ts';
import type { Platform } from '../model/platform.ts';
import { formatPlatform } from '../model/platform.ts';
import type { Reference } from '../model/reference.ts';
import { fromSystemError } from '../model/system-error.ts';
import { chooseImage } from './choose-image.ts';
import { heldFiles } from './held-files.ts';
import { chosenName, type OpenOptions, openContent } from './open-image.ts';

/** The platforms that an image is there for, each once, in the order of its index. @throws InspectError as `openImage` */
export async function listPlatforms(reference: Reference, text: string, options: OpenOptions): Promise<readonly Platform[]> {
  const held = heldFiles();
  try {
    const name = chosenName(reference, options);
    const content = await openContent(reference, held, { ...options, name });
    const group = chooseImage(content.groups, content.others, name);
    const platforms = group.offers.filter(({ isPresent }) => isPresent).map((offer) => offer.readPlatform());
    const known = platforms.filter((platform) => platform !== null);
    return [...new Map(known.map((platform) => [formatPlatform(platform), platform])).values()];
  } catch (error) {
    throw inContext(text, fromSystemError(error, 'expected bytes that can be read'));
  } finally {
    held.close();
  }
}
