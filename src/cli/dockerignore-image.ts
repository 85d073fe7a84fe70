import { grouped } from '../analyze/grouped.ts';
import { ignoredFiles } from '../analyze/ignored-files.ts';
import type { Inspection } from '../inspect.ts';
import { formatInstruction } from '../model/instruction.ts';
import { alignHistory } from '../model/layer-history.ts';
import { type IgnorePattern, renderDockerignore } from '../report/dockerignore.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type DockerignoreImageOptions = ImageOptions & {
  /** null: standard output. */
  readonly output: string | null;
};

export async function dockerignoreImage(reference: string, options: DockerignoreImageOptions, host: Host): Promise<void> {
  await withInspection(reference, options, host, async (inspection) => {
    const parts = [renderDockerignore(ignorePatterns(inspection), inspection.image.names[0] ?? reference)];
    await (options.output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(options.output, parts, host.signal));
    tellWarnings(inspection, options, host);
  });
}

/** Over all layers. */
export function ignorePatterns({ image, tree }: Pick<Inspection, 'image' | 'tree'>): readonly IgnorePattern[] {
  const instructions = alignHistory(image.config).map((record) => formatInstruction(record?.createdBy ?? ''));
  return [...grouped(ignoredFiles(tree, instructions), ({ pattern }) => pattern)].map(([pattern, found]) => ({
    pattern,
    fileCount: found.reduce((sum, { fileCount }) => sum + fileCount, 0),
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
  }));
}
