import { InspectError } from '../model/errors.ts';
import { isEngineName } from './engine/engine-name.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import { findImage, type ImageSearch } from './engine/find-image.ts';
import { openEngineImage } from './engine/open-engine-image.ts';
import type { HeldFiles } from './held-files.ts';
import type { SourceContent } from './offer.ts';
import type { RegistryOptions } from './registry/open-registry.ts';

/** `docker:NAME`. @throws InspectError */
export async function openEngineName(name: string, held: HeldFiles, options: EngineOptions): Promise<SourceContent> {
  const search = await findImage(name, options);
  if (search.status === 'absent') throw search.error;
  return openEngineImage(search.image, held, options);
}

/** A bare word that is no path: the name of an image in the engine, else in its registry. @throws InspectError */
export async function openName(word: string, held: HeldFiles, options: EngineOptions & RegistryOptions): Promise<SourceContent> {
  if (!isEngineName(word)) {
    throw new InspectError('not-found', 'expected a file, a directory or the name of an image, got nothing by that name');
  }
  const search = await findImage(word, options);
  return search.status === 'found' ? openEngineImage(search.image, held, options) : openRegistryName(word, search, held, options);
}

async function openRegistryName(
  name: string,
  { summary, error, isUnexpected }: Extract<ImageSearch, { readonly status: 'absent' }>,
  held: HeldFiles,
  options: RegistryOptions,
): Promise<SourceContent> {
  const { openRegistry } = await import('./registry/open-registry.ts');
  try {
    const content = await openRegistry(name, held, options);
    return isUnexpected ? { ...content, warnings: [`read from the registry: ${error.message}`, ...content.warnings] } : content;
  } catch (failure) {
    if (!(failure instanceof InspectError) || failure.code === 'interrupted') throw failure;
    throw new InspectError(failure.code, `${failure.message} (there is no such file, and ${summary})`, { cause: failure });
  }
}
