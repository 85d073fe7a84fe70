import { existsSync } from 'node:fs';
import { InspectError, inContext } from '../model/errors.ts';
import type { Arrival, ArrivingLayers, Image, LayerBlob } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import type { Platform } from '../model/platform.ts';
import type { Reference } from '../model/reference.ts';
import { fromSystemError } from '../model/system-error.ts';
import { baseImages } from './base-images.ts';
import { chooseImage } from './choose-image.ts';
import { choosePlatform } from './choose-platform.ts';
import { type HeldFiles, heldFiles } from './held-files.ts';
import type { SourceContent } from './offer.ts';
import { openPath } from './open-path.ts';
import { windowsWarnings } from './windows-warning.ts';

export type OpenOptions = {
  /** null: the host's, else the only one that is there. */
  readonly platform: Platform | null;
  readonly hostPlatform: Platform;
  /** Which image, where there are several: a name, a tag, or a digest or its start. */
  readonly image: string | null;
  readonly limits: Limits;
  /** For what has to be decompressed to be read. */
  readonly temporaryDirectory: string;
  /** Whether contents of files will be read, too: what an engine or a registry sends is then kept at once, rather than sent again. */
  readonly rereads: boolean;
  /** Takes the layers of a source that sends them unasked. */
  readonly layers: ArrivingLayers;
  /** Such a source begins to send, or any source what is kept to be read again. */
  readonly onArrival: (arrival: Arrival) => void;
  /** Where engines, registries and their credentials are configured, as are proxies. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  /** Whether a registry may be read over plain HTTP, or with a certificate that nobody vouches for. */
  readonly insecure: boolean;
  /** Where blobs of registries are kept whose contents are needed; null: nowhere, they are spooled. */
  readonly storeDirectory: string | null;
  readonly signal: AbortSignal;
};

export type OpenedImage = {
  readonly image: Image;
  /** Parallel to `image.layers`. */
  readonly blobs: readonly LayerBlob[];
  readonly warnings: readonly string[];
  /** Closes the blobs; may be called twice. */
  readonly close: () => void;
};

/**
 * Opens the image that a reference means: reads and verifies its manifest and configuration, finds its layers, reads none of them.
 * @param text the reference as the user typed it
 * @throws InspectError
 */
export async function openImage(reference: Reference, text: string, options: OpenOptions): Promise<OpenedImage> {
  const held = heldFiles();
  try {
    const name = chosenName(reference, options);
    const content = await openContent(reference, held, { ...options, name });
    const group = chooseImage(content.groups, content.others, name);
    const { offer, warnings } = choosePlatform(group.offers, options);
    const { image, blobs, warnings: ofLoading = [] } = await offer.load();
    const based = baseImages(image, options);
    return {
      image: {
        reference: text,
        source: content.source,
        names: group.names,
        ...image,
        ...(based.bases.length === 0 ? {} : { bases: based.bases }),
      },
      blobs,
      warnings: [...content.warnings, ...warnings, ...ofLoading, ...based.warnings, ...windowsWarnings(image)],
      close: held.close,
    };
  } catch (error) {
    held.close();
    throw inContext(text, fromSystemError(error, 'expected bytes that can be read'));
  }
}

export async function openContent(
  reference: Reference,
  held: HeldFiles,
  options: OpenOptions & { readonly name: string | null },
): Promise<SourceContent> {
  switch (reference.kind) {
    case 'path':
      if (!looksLikePath(reference.path)) return (await import('./open-name.ts')).openName(reference.path, held, options);
      return openPath(reference.path, held, { ...options, form: null });
    case 'docker-archive':
      return openPath(reference.path, held, { ...options, form: 'docker-archive' });
    case 'oci':
    case 'oci-archive':
      return openPath(wholePath(reference) ?? reference.path, held, { ...options, form: reference.kind });
    case 'docker':
      return (await import('./open-name.ts')).openEngineName(reference.name, held, options);
    case 'registry':
      return (await import('./registry/open-registry.ts')).openRegistry(reference.name, held, options);
  }
}

/** A tag of the reference and `--image` say the same thing. */
export function chosenName(reference: Reference, { image }: OpenOptions): string | null {
  const hasTag = (reference.kind === 'oci' || reference.kind === 'oci-archive') && wholePath(reference) === null;
  const tag = hasTag ? reference.tag : null;
  if (tag !== null && image !== null && tag !== image) {
    throw new InspectError('usage', `expected one name of an image, got ${JSON.stringify(tag)} and --image ${JSON.stringify(image)}`);
  }
  return tag ?? image;
}

/** A directory may have a colon in its own name: then the tag is part of that. */
function wholePath({ path, tag }: { readonly path: string; readonly tag: string | null }): string | null {
  const whole = `${path}:${tag}`;
  return tag !== null && !existsSync(path) && existsSync(whole) ? whole : null;
}

/** Whether a bare word is there, or can only have been meant as a path. */
function looksLikePath(word: string): boolean {
  return existsSync(word) || /^[./~]|\.(?:tar|tgz|gz|zst|xz)$/i.test(word);
}
