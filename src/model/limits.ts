import { InspectError } from './errors.ts';

/** What an image may ask of us before we refuse it. Each is raised by name: `--limit layerBytes=500e9`. */
export type Limits = {
  /** Tar members of one layer. */
  readonly layerEntries: number;
  /** Tar members of all layers of one image. */
  readonly imageEntries: number;
  /** Layers of one image. */
  readonly layers: number;
  /** Bytes of one path; Linux itself stops at 4,096. */
  readonly pathBytes: number;
  /** Components of one path. */
  readonly pathDepth: number;
  /** Bytes of all paths and link targets of one layer. */
  readonly nameBytes: number;
  /** Characters of what is noted of the entries of one layer beside their columns: facts, extended attributes, sparse maps. */
  readonly factBytes: number;
  /** Bytes of one PAX header or GNU long name. */
  readonly paxBytes: number;
  /** Bytes of one JSON document: manifest, index, configuration. */
  readonly jsonBytes: number;
  /** Nesting of one JSON document. */
  readonly jsonDepth: number;
  /** Bytes of one layer after decompression. */
  readonly layerBytes: number;
  /** Decompressed bytes for each compressed one; judged only after the first 64 MiB of output. */
  readonly compressionRatio: number;
  /** Bytes of all file contents that analyzers asked for, for one layer. */
  readonly capturedBytes: number;
  /** Members of an archive that holds images. */
  readonly archiveMembers: number;
  /** Bytes of the temporary copy that a compressed archive needs. */
  readonly spoolBytes: number;
};

export const defaultLimits: Limits = {
  layerEntries: 5_000_000,
  imageEntries: 10_000_000,
  layers: 1_024,
  pathBytes: 4_096,
  pathDepth: 512,
  nameBytes: 512 * 1_048_576,
  factBytes: 128 * 1_048_576,
  paxBytes: 1_048_576,
  jsonBytes: 16 * 1_048_576,
  jsonDepth: 64,
  layerBytes: 200e9,
  compressionRatio: 1_200,
  capturedBytes: 256 * 1_048_576,
  archiveMembers: 100_000,
  spoolBytes: 64e9,
};

export function limitExceeded(limits: Limits, name: keyof Limits, where: string): InspectError {
  return new InspectError('limit', `${where}: more than ${limits[name]} (limit ${name}; raise it with --limit ${name}=NUMBER)`);
}

/** Parses `NAME=NUMBER`. @throws InspectError `usage` */
export function parseLimit(text: string): Partial<Limits> {
  const [name = '', value = '', ...rest] = text.split('=');
  const number = Number(value);
  if (!Object.hasOwn(defaultLimits, name) || value === '' || rest.length > 0 || !Number.isFinite(number) || number <= 0) {
    throw new InspectError(
      'usage',
      `--limit: expected NAME=NUMBER with a name of ${Object.keys(defaultLimits).join(', ')}; got ${JSON.stringify(text)}`,
    );
  }
  return { [name]: number };
}
