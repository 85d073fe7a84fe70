import { InspectError } from '../../model/errors.ts';
import { isAtLeast, platformOfInspect } from './api-version.ts';
import { type Engine, readEngineDocument } from './engine.ts';
import { imagePath } from './engine-name.ts';
import type { EngineOptions } from './engine-options.ts';
import { findEngine } from './find-engine.ts';
import { type InspectedImage, parseInspectedImage } from './inspected-image.ts';

export type FoundImage = { readonly engine: Engine; readonly inspected: InspectedImage };

export type Search = { readonly status: 'found'; readonly image: FoundImage } | { readonly status: 'absent'; readonly error: InspectError };

/**
 * Looks for an image in the user's engine, by name, id or digest.
 * @returns `absent` where there is no engine that lets us in, or it does not have the image; the error names the remedy
 * @throws InspectError where an engine is there and cannot say
 */
export async function findImage(name: string, options: EngineOptions): Promise<Search> {
  const path = `${imagePath(name)}/json`;
  const engine = await findEngineOrNot(options);
  if (engine instanceof InspectError) return { status: 'absent', error: engine };
  const asked = isAtLeast(engine.version, platformOfInspect) ? options.platform : null;
  const platform = asked === null ? null : JSON.stringify(asked);
  const answer = await readEngineDocument(engine, path, { platform }, options.limits, options.signal);
  if (answer.status === 'found') return { status: 'found', image: { engine, inspected: parseInspectedImage(answer.json) } };
  engine.transport.release();
  if (platform !== null && /platform/.test(answer.message)) {
    throw new InspectError('no-such-platform', `expected an image for the platform that was asked for, got ${answer.message}`);
  }
  return { status: 'absent', error: noSuchImage(engine, name) };
}

async function findEngineOrNot({ environment, homeDirectory, signal }: EngineOptions): Promise<Engine | InspectError> {
  const userId = process.getuid?.() ?? null;
  try {
    return await findEngine({ environment, homeDirectory, platform: process.platform, userId }, signal);
  } catch (error) {
    if (error instanceof InspectError && (error.code === 'not-found' || error.code === 'unreadable')) return error;
    throw error;
  }
}

function noSuchImage({ address }: Engine, name: string): InspectError {
  return new InspectError(
    'no-such-image',
    `expected an image of that name or id in the engine at ${address}, got none: pull or build it first, or read it from its registry with registry:${name}`,
  );
}
