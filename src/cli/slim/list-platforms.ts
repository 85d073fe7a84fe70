import { InspectError } from '../../model/errors.ts';
import type { ArrivingLayers } from '../../model/image.ts';
import { hostPlatform, type Platform } from '../../model/platform.ts';
import { parseReference } from '../../model/reference.ts';
import { listPlatforms as listOffered } from '../../source/list-platforms.ts';
import type { Host } from '../host.ts';
import { type ImageOptions, limitsOf } from '../image-options.ts';

/** What `--platform all` means for an image; no layer is read. @throws InspectError */
export async function listPlatforms(reference: string, options: ImageOptions, host: Host): Promise<readonly Platform[]> {
  const { environment, homeDirectory, temporaryDirectory, signal } = host;
  const platforms = await listOffered(parseReference(reference), reference, {
    platform: null,
    hostPlatform: hostPlatform(process.arch),
    image: options.image ?? null,
    limits: limitsOf(options),
    layers: engineLayers,
    rereads: false,
    insecure: options.insecure === true,
    storeDirectory: null,
    onArrival: () => {},
    environment,
    homeDirectory,
    temporaryDirectory,
    signal,
  });
  if (platforms.length > 0) return platforms;
  throw new InspectError('no-such-platform', `${reference}: expected an image that says what it is for, got none`);
}

/** An engine sends an image as a whole before it says what is in it. */
const engineLayers: ArrivingLayers = {
  isKnown: async () => false,
  index: async () => {
    throw new InspectError(
      'unsupported',
      '--platform all: expected an archive, a layout or a registry, got an engine: leave --platform out',
    );
  },
};
