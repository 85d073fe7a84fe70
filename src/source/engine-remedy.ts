import { InspectError } from '../model/errors.ts';
import { formatPlatform } from '../model/platform.ts';
import type { EngineOptions } from './engine/engine-options.ts';
import type { ConnectOptions } from './registry/connect-repository.ts';

export type RemedyOptions = EngineOptions & ConnectOptions;

/** The same failure with what to do about it, which the registry may know. */
export async function withEngineRemedy(error: unknown, name: string, options: RemedyOptions): Promise<unknown> {
  if (!(error instanceof InspectError)) return error;
  const remedy = await remedyFor(error, name, options);
  return remedy === null ? error : new InspectError(error.code, `${error.message}${remedy}`, { cause: error });
}

async function remedyFor({ code }: InspectError, name: string, options: RemedyOptions): Promise<string | null> {
  const { platform } = options;
  if (code === 'no-such-image') return isId(name) ? ': docker images lists what it has' : missingRemedy(name, options);
  if (code !== 'no-such-platform' || platform === null || isId(name)) return null;
  return `: docker pull --platform ${formatPlatform(platform)} ${name} gets it where its registry has it, registry:${name} reads it from there`;
}

async function missingRemedy(name: string, options: RemedyOptions): Promise<string> {
  const { hasImage } = await import('./registry/has-image.ts');
  switch (await hasImage(name, options)) {
    case true:
      return `, but its registry has it: docker pull ${name}, or read it from there with registry:${name}`;
    case false:
      return ', nor has its registry: build it first, or correct the name';
    case null:
      return `: pull or build it first, or read it from its registry with registry:${name}`;
  }
}

/** An id or its start, or a digest alone: no registry knows it by that. A word of these letters is more likely a name. */
function isId(name: string): boolean {
  return name.startsWith('sha256:') || /^(?=.*\d)[0-9a-f]{4,64}$/.test(name);
}
