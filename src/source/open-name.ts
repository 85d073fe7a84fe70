import { InspectError } from '../model/errors.ts';
import { isEngineName } from './engine/engine-name.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import { findImage, type ImageSearch } from './engine/find-image.ts';
import { openEngineImage } from './engine/open-engine-image.ts';
import { withEngineRemedy } from './engine-remedy.ts';
import type { HeldFiles } from './held-files.ts';
import type { SourceContent } from './offer.ts';
import type { RegistryOptions } from './registry/open-registry.ts';

/** `docker:NAME`. @throws InspectError, which names the remedy */
export async function openEngineName(name: string, held: HeldFiles, options: EngineOptions & RegistryOptions): Promise<SourceContent> {
  try {
    const search = await findImage(name, options);
    if (search.status === 'absent') throw search.error;
    return await openEngineImage(search.image, held, options);
  } catch (error) {
    throw await withEngineRemedy(error, name, options);
  }
}

/** A bare word that is no path: the name of an image in the engine, else in its registry. @throws InspectError */
export async function openName(word: string, held: HeldFiles, options: EngineOptions & RegistryOptions): Promise<SourceContent> {
  if (!isEngineName(word)) {
    throw new InspectError('not-found', 'expected a file, a directory or the name of an image, got nothing by that name');
  }
  const found = await lookInEngine(word, held, options);
  return 'summary' in found ? openRegistryName(word, found, held, options) : found;
}

/** Why an engine does not give an image. */
type Absence = Pick<Extract<ImageSearch, { readonly status: 'absent' }>, 'summary' | 'error' | 'isUnexpected'>;

async function lookInEngine(word: string, held: HeldFiles, options: EngineOptions): Promise<SourceContent | Absence> {
  try {
    const search = await findImage(word, options);
    return search.status === 'absent' ? search : await openEngineImage(search.image, held, options);
  } catch (error) {
    if (!(error instanceof InspectError) || error.code !== 'no-such-platform') throw error;
    return { error, summary: 'the engine has it for another platform only', isUnexpected: false };
  }
}

async function openRegistryName(
  name: string,
  { summary, error, isUnexpected }: Absence,
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
