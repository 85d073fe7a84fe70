import { existsSync } from 'node:fs';
import { InspectError } from '../model/errors.ts';
import { projectConfigName } from '../model/project-config.ts';
import { renderInit } from '../report/gate-init.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { tell } from './tell.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';

export type InitProjectOptions = ImageOptions & {
  /** null: `.flense.yml` of the working directory. */
  readonly output: string | null;
  readonly force: boolean;
};

/** @throws InspectError `exists` */
export async function initProject(reference: string, options: InitProjectOptions, host: Host): Promise<void> {
  const path = options.output ?? projectConfigName;
  if (!options.force && existsSync(path)) {
    throw new InspectError('exists', `${path}: expected no file by that name, got one; replace it with --force`);
  }
  await withInspection(reference, options, host, async (inspection) => {
    await writeFile(path, [renderInit(inspection.report)], host.signal);
    tellWarnings(inspection, options, host);
  });
  if (options.quiet !== true) tell(host, `wrote ${path}; hold an image against it with: flense ci IMAGE`);
}
