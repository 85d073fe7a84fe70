import type { Platform } from '../../model/platform.ts';
import { chooseImage } from '../choose-image.ts';
import { choosePlatform } from '../choose-platform.ts';
import type { LoadedImage, SourceContent } from '../offer.ts';

/** The one image that was asked for, of an archive that an engine made for it. @throws InspectError */
export async function loadSaved(content: SourceContent, platform: Platform): Promise<LoadedImage> {
  const group = chooseImage(content.groups, content.others, null);
  return choosePlatform(group.offers, { platform: null, hostPlatform: platform }).offer.load();
}
