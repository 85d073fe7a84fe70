import { InspectError } from '../../../src/model/errors.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { parseReference } from '../../../src/model/reference.ts';
import { type OpenedImage, type OpenOptions, openImage } from '../../../src/source/open-image.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { inlineLayers } from './inline-layers.ts';

/** Opens a reference with an engine at `host`, as if on an amd64 machine. */
export function open(host: string, text: string, options: Partial<OpenOptions> = {}): Promise<OpenedImage> {
  return openImage(parseReference(text), text, {
    platform: null,
    hostPlatform: { os: 'linux', architecture: 'amd64' },
    image: null,
    limits: defaultLimits,
    temporaryDirectory: temporaryDirectory(),
    layers: inlineLayers(),
    rereads: false,
    onArrival: () => {},
    environment: { DOCKER_HOST: host },
    homeDirectory: temporaryDirectory(),
    insecure: false,
    storeDirectory: null,
    signal: new AbortController().signal,
    ...options,
  });
}

/** What opening fails with, without the reference in front; a bug fails the test. */
export async function failure(host: string, text: string, options: Partial<OpenOptions> = {}): Promise<string> {
  try {
    (await open(host, text, options)).close();
    return 'none';
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return `${error.code}: ${error.message.replace(`${text}: `, '')}`;
  }
}
