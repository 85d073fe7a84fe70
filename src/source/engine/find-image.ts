import { InspectError } from '../../model/errors.ts';
import { familiarName } from '../image-name.ts';
import { isAtLeast, platformOfInspect } from './api-version.ts';
import { type Engine, readEngineDocument } from './engine.ts';
import { imagePath } from './engine-name.ts';
import type { EngineOptions } from './engine-options.ts';
import { findEngine } from './find-engine.ts';
import { type InspectedImage, parseInspectedImage } from './inspected-image.ts';

export type FoundImage = {
  readonly engine: Engine;
  readonly inspected: InspectedImage;
  /** The tag that was asked for, as an archive or a registry has it; all of them where it was an id or a digest. */
  readonly names: readonly string[];
};

export type ImageSearch =
  | { readonly status: 'found'; readonly image: FoundImage }
  | {
      readonly status: 'absent';
      readonly error: InspectError;
      /** The same in a few words. */
      readonly summary: string;
      /** Whether the engine should have been asked, and could not be. */
      readonly isUnexpected: boolean;
    };

/**
 * Looks for an image in the user's engine, by name, id or digest.
 * @returns `absent` where there is no engine that lets us in, or it does not have the image
 * @throws InspectError `no-such-platform` where it has it for another one only; where an engine is there and cannot say
 */
export async function findImage(name: string, options: EngineOptions): Promise<ImageSearch> {
  const path = `${imagePath(name)}/json`;
  const { environment, homeDirectory, signal } = options;
  const userId = process.getuid?.() ?? null;
  const search = await findEngine({ environment, homeDirectory, platform: process.platform, userId }, signal);
  if (search.status === 'none') {
    return { status: 'absent', error: search.error, summary: 'no engine answers', isUnexpected: search.isUnexpected };
  }
  const { engine } = search;
  const asked = isAtLeast(engine.version, platformOfInspect) ? options.platform : null;
  const platform = asked === null ? null : JSON.stringify(asked);
  const answer = await readEngineDocument(engine, path, { platform }, options.limits, signal);
  if (answer.status === 'found') {
    const inspected = parseInspectedImage(answer.json);
    return { status: 'found', image: { engine, inspected, names: namesFor(name, inspected) } };
  }
  engine.transport.release();
  if (platform !== null && /platform/.test(answer.message)) {
    throw new InspectError('no-such-platform', `expected an image for the platform that was asked for, got ${answer.message}`);
  }
  const summary = `the engine at ${engine.address} does not have it`;
  return { status: 'absent', error: noSuchImage(engine), summary, isUnexpected: false };
}

function namesFor(name: string, { repoTags }: InspectedImage): readonly string[] {
  const asked = repoTags.filter((tag) => familiarName(tag) === familiarName(name));
  return asked.length > 0 ? asked : repoTags;
}

function noSuchImage({ address }: Engine): InspectError {
  return new InspectError('no-such-image', `expected an image of that name or id in the engine at ${address}, got none`);
}
