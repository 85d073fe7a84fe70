import { InspectError } from '../../src/model/errors.ts';
import type { ArrivingLayers, FileBlob } from '../../src/model/image.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { parseReference } from '../../src/model/reference.ts';
import { type OpenedImage, type OpenOptions, openImage } from '../../src/source/open-image.ts';
import { readStored } from '../../src/source/read-stored.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** What lies in files is not indexed while it is opened. */
const noLayers: ArrivingLayers = {
  isKnown: async () => false,
  index: () => Promise.reject(new Error('a layer arrived')),
};

/** What is on disk has its layers on disk. */
export type OpenedFiles = Omit<OpenedImage, 'blobs'> & { readonly blobs: readonly FileBlob[] };

/** Opens a reference as if on an amd64 machine. */
export async function open(text: string, options: Partial<OpenOptions> = {}): Promise<OpenedFiles> {
  const opened = await openImage(parseReference(text), text, {
    platform: null,
    hostPlatform: { os: 'linux', architecture: 'amd64' },
    image: null,
    limits: defaultLimits,
    temporaryDirectory: temporaryDirectory(),
    layers: noLayers,
    rereads: false,
    onArrival: () => {},
    environment: {},
    homeDirectory: temporaryDirectory(),
    insecure: false,
    storeDirectory: null,
    signal: new AbortController().signal,
    ...options,
  });
  return { ...opened, blobs: opened.blobs.filter((blob) => blob.kind === 'file') };
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
