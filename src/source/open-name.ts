import { InspectError } from '../model/errors.ts';
import { isEngineName } from './engine/engine-name.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import { findImage } from './engine/find-image.ts';
import { openEngineImage } from './engine/open-engine-image.ts';
import type { HeldFiles } from './held-files.ts';
import type { SourceContent } from './offer.ts';

/** `docker:NAME`. @throws InspectError */
export async function openEngineName(name: string, held: HeldFiles, options: EngineOptions): Promise<SourceContent> {
  const search = await findImage(name, options);
  if (search.status === 'absent') throw search.error;
  return openEngineImage(search.image, held, options);
}

/** A bare word that is no path: the name of an image in an engine. @throws InspectError */
export async function openName(word: string, held: HeldFiles, options: EngineOptions): Promise<SourceContent> {
  if (!isEngineName(word)) throw noSuchWord();
  return openEngineName(word, held, options);
}

function noSuchWord(): InspectError {
  return new InspectError('not-found', 'expected a file, a directory or the name of an image, got nothing by that name');
}
