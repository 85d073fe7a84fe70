import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { parseReference } from '../../src/model/reference.ts';
import { type OpenedImage, type OpenOptions, openImage } from '../../src/source/open-image.ts';
import { readStored } from '../../src/source/read-stored.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** Opens a reference as if on an amd64 machine. */
export function open(text: string, options: Partial<OpenOptions> = {}): Promise<OpenedImage> {
  return openImage(parseReference(text), text, {
    platform: null,
    hostPlatform: { os: 'linux', architecture: 'amd64' },
    image: null,
    limits: defaultLimits,
    temporaryDirectory: temporaryDirectory(),
    signal: new AbortController().signal,
    ...options,
  });
}

/** What opening fails with, without the reference in front; a bug fails the test. */
export async function failure(text: string, options: Partial<OpenOptions> = {}): Promise<string> {
  try {
    (await open(text, options)).close();
    return 'none';
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return `${error.code}: ${error.message.replace(`${text}: `, '')}`;
  }
}

/** What tests of the choice compare: who it is, under which names, how big its layers are. */
export async function summary(text: string, options: Partial<OpenOptions> = {}): Promise<unknown> {
  const { image, blobs, warnings, close } = await open(text, options);
  try {
    const { source, names, imageId, config, layers } = image;
    const platform = Object.values(config.platform).join('/');
    const bytes = blobs.map((blob) => readStored(blob).length);
    return { source, names, imageId, platform, layers: layers.length, bytes, warnings };
  } finally {
    close();
  }
}
