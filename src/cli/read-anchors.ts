import { resolve, sep } from 'node:path';
import type { Report } from '../model/report.ts';
import { type GateAnchors, noAnchors } from '../report/gate-anchors.ts';
import { shownPath } from './project-config.ts';
import { readTextFile } from './read-text-file.ts';

/**
 * Where results are shown: in the Dockerfile where one is given, else in the configuration.
 * @throws InspectError
 */
export async function readAnchors(
  dockerfile: string | null,
  config: string | null,
  { layers }: Report,
  directory: string,
): Promise<GateAnchors> {
  if (dockerfile === null) return config === null ? noAnchors : { ...noAnchors, path: portable(config) };
  const text = readTextFile(resolve(directory, dockerfile), 'a Dockerfile');
  const { dockerfileLines } = await import('../report/gate-dockerfile.ts');
  const lines = dockerfileLines(text, layers);
  return {
    path: portable(shownPath(dockerfile, directory)),
    lineOf: (layer) => (layer === null ? null : (lines[layer] ?? null)),
  };
}

function portable(path: string): string | null {
  const relative = path.split(sep).join('/');
  // One that is not below the working directory, nobody could open by that name.
  return relative.startsWith('../') || relative.startsWith('/') ? null : relative;
}
