import { onTestFinished } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import type { StreamBlob } from '../../../src/model/image.ts';
import { defaultLimits } from '../../../src/model/limits.ts';
import { heldFiles } from '../../../src/source/held-files.ts';
import type { LoadedImage, SourceContent } from '../../../src/source/offer.ts';
import type { NetworkPolicy } from '../../../src/source/registry/network-policy.ts';
import { openRegistry, type RegistryOptions } from '../../../src/source/registry/open-registry.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** As by default, in a hurry. */
export const hurriedPolicy: NetworkPolicy = {
  connectMilliseconds: 2_000,
  silenceMilliseconds: 250,
  trickleBytes: 64,
  attempts: 3,
  backoffMilliseconds: 2,
  maxWaitMilliseconds: 1_500,
  redirects: 5,
};

/** Without configuration, credentials or store. */
export function registryOptions(options: Partial<RegistryOptions> = {}): RegistryOptions {
  return {
    environment: {},
    homeDirectory: temporaryDirectory(),
    insecure: false,
    storeDirectory: null,
    limits: defaultLimits,
    temporaryDirectory: temporaryDirectory(),
    rereads: false,
    onArrival: () => {},
    signal: new AbortController().signal,
    ...options,
  };
}

/** What a name means; everything is closed when the test ends. */
export function open(name: string, options: Partial<RegistryOptions> = {}, policy = hurriedPolicy): Promise<SourceContent> {
  const held = heldFiles();
  onTestFinished(held.close);
  return openRegistry(name, held, registryOptions(options), policy);
}

/** The first image that a name means. */
export async function load(
  name: string,
  options: Partial<RegistryOptions> = {},
  policy = hurriedPolicy,
): Promise<LoadedImage & { readonly warnings: readonly string[] }> {
  const { groups, warnings } = await open(name, options, policy);
  return { ...(await groups[0]!.offers[0]!.load()), warnings };
}

/** What goes wrong while an image is opened and all of its layers are read; a bug fails the test. */
export async function failure(name: string, options: Partial<RegistryOptions> = {}, policy = hurriedPolicy): Promise<string> {
  try {
    const { blobs } = await load(name, options, policy);
    for (const blob of blobs) await readBlob(blob as StreamBlob);
    return 'none';
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return `${error.code}: ${error.message}`;
  }
}

export async function readBlob({ open: openStream }: StreamBlob, signal = new AbortController().signal): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of openStream(signal)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
