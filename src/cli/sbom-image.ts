import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { SbomInput } from '../report/sbom-input.ts';
import type { Host } from './host.ts';
import type { ImageOptions } from './image-options.ts';
import { tell } from './tell.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type SbomFormat = 'cyclonedx-json' | 'spdx-json';

export type SbomImageOptions = ImageOptions & {
  readonly format: SbomFormat;
  /** null: standard output. */
  readonly output: string | null;
};

/** Of the files that could not be read, so many are told one by one. */
const maxWarnings = 5;

export async function sbomImage(reference: string, options: SbomImageOptions, host: Host): Promise<void> {
  const createdSeconds = sourceDate(host.environment) ?? Math.floor(Date.now() / 1_000);
  const render =
    options.format === 'spdx-json'
      ? (await import('../report/spdx.ts')).renderSpdx
      : (await import('../report/cyclonedx.ts')).renderCycloneDx;
  await withInspection(reference, options, host, async (inspection) => {
    const parts = [render(toInput(inspection, createdSeconds))];
    await (options.output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(options.output, parts, host.signal));
    tellWarnings(inspection, options, host);
    if (options.quiet !== true) tellGaps(inspection, host);
  });
}

function toInput({ report, image, inventory }: Inspection, createdSeconds: number): SbomInput {
  const packages = inventory.packages.map((found, i) => ({ ...found, bytes: inventory.ownership.bytes[i]! }));
  return { report, name: image.names[0] ?? image.reference, packages, createdSeconds };
}

/** https://reproducible-builds.org/specs/source-date-epoch/ */
function sourceDate(environment: Host['environment']): number | null {
  const text = environment['SOURCE_DATE_EPOCH'] ?? '';
  if (text === '') return null;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  throw new InspectError('usage', `SOURCE_DATE_EPOCH: expected seconds since 1970, got ${JSON.stringify(text)}`);
}

/** A bill that lacks something must not look whole. */
function tellGaps({ inventory: { outcome } }: Inspection, host: Host): void {
  const { unreadable, error } = outcome;
  if (error !== undefined) tell(host, `warning: some packages are missing: ${error}`);
  for (const { path, reason } of unreadable.slice(0, maxWarnings)) tell(host, `warning: ${path}: ${reason}`);
  const rest = unreadable.length - maxWarnings;
  if (rest > 0) tell(host, `warning: ${rest} more files with packages could not be read`);
}
