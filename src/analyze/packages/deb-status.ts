import { paragraphs } from './paragraphs.ts';

/** What dpkg says of a package. https://man7.org/linux/man-pages/man5/deb-control.5.html */
export type DebRecord = {
  readonly name: string;
  readonly version: string;
  readonly architecture: string;
  /** `''` where it is named as the package is. */
  readonly source: string;
  /** `''` where it is that of the package. */
  readonly sourceVersion: string;
};

export type DebStatus = {
  readonly records: readonly DebRecord[];
  /** Paragraphs that name no package or no version. */
  readonly malformedCount: number;
};

export const debFields: readonly string[] = ['Package', 'Status', 'Version', 'Architecture', 'Source'];
const names = new Set(debFields);

/** The packages of which there are files; a paragraph without a status, as distroless images have them, is of one that is installed. */
export function parseDebStatus(text: string): DebStatus {
  const records: DebRecord[] = [];
  let malformedCount = 0;
  for (const fields of paragraphs(text, names)) {
    if (!isInstalled(fields.get('Status'))) continue;
    const record = toRecord(fields);
    if (record === null) malformedCount += 1;
    else records.push(record);
  }
  return { records, malformedCount };
}

/** `install ok installed`: what is wanted, whether something is wrong, what it is now. */
function isInstalled(status: string | undefined): boolean {
  const state = status?.split(' ').at(-1);
  return state !== 'not-installed' && state !== 'config-files';
}

function toRecord(fields: ReadonlyMap<string, string>): DebRecord | null {
  const name = fields.get('Package') ?? '';
  const version = fields.get('Version') ?? '';
  if (name === '' || version === '') return null;
  const [, source = '', sourceVersion = ''] = /^([^ ]+)(?: \(([^)]+)\))?/.exec(fields.get('Source') ?? '') ?? [];
  return { name, version, architecture: fields.get('Architecture') ?? '', source, sourceVersion };
}
