import type { Node } from '../../filesystem/image-tree.ts';
import { PathLookup } from '../../filesystem/path-lookup.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { ReadPattern } from '../../model/facts.ts';
import type { ImageView } from '../image-view.ts';
import { contentHistory } from './content-history.ts';
import { divertedFiles, parseDiversions } from './deb-files.ts';
import { debIdentities } from './deb-identity.ts';
import { type DebRecord, debFields, parseDebStatus } from './deb-status.ts';
import { decodeText } from './decode-text.ts';
import { installedSince } from './installed-since.ts';
import { listedFiles } from './listed-files.ts';
import type { PackageReading } from './package-reader.ts';
import { malformed, truncated } from './unreadable.ts';

const adminDirectory = '/var/lib/dpkg';
const statusBytes = 16 * 1_048_576;
/** Some 100,000 paths. */
const listBytes = 8 * 1_048_576;

export const debDatabaseReads: readonly ReadPattern[] = [
  { glob: `${adminDirectory}/status`, maxBytes: statusBytes, keep: { form: 'lines', fields: debFields } },
  { glob: `${adminDirectory}/info/*.list`, maxBytes: listBytes, keep: { form: 'paths', columns: 'one' } },
  { glob: `${adminDirectory}/diversions`, maxBytes: listBytes },
];

/** What dpkg itself would say. https://man7.org/linux/man-pages/man1/dpkg.1.html#FILES */
export function readDebDatabase(image: ImageView): PackageReading {
  const { tree } = image;
  const node = resolvePath(tree, `${adminDirectory}/status`);
  const versions = node === null ? [] : contentHistory(image, node);
  const parsed = versions.map(({ layer, content }) => ({ layer, content, ...parseDebStatus(decodeText(content.bytes)) }));
  const [newest] = parsed;
  if (node === null || newest === undefined) return { packages: [], unreadable: [] };
  const since = installedSince(parsed.map(({ layer, records }) => ({ layer, records: new Set(records.map(keyOf)) })));
  const path = tree.path(node);
  const identify = debIdentities(image);
  const { files, unreadable } = readLists(image, newest.records);
  return {
    packages: newest.records.map((record, i) => ({
      ...identify(record),
      path,
      layer: since.get(keyOf(record))!,
      files: files[i]!,
      directories: [],
    })),
    unreadable: [...truncated(path, newest.content, statusBytes), ...malformed(image, node, newest), ...unreadable],
  };
}

function keyOf({ name, version, architecture }: DebRecord): string {
  return `${name}:${architecture}=${version}`;
}

type Lists = { readonly files: readonly (readonly Node[])[]; readonly unreadable: PackageReading['unreadable'] };

/** Of each package its visible files. */
function readLists(image: ImageView, records: readonly DebRecord[]): Lists {
  const { tree } = image;
  const lookup = new PathLookup(tree);
  const diverted = resolvePath(tree, `${adminDirectory}/diversions`);
  const diversions = parseDiversions(lookup, (diverted === null ? null : image.content(diverted))?.bytes ?? new Uint8Array());
  const missing: string[] = [];
  const unreadable: { readonly path: string; readonly reason: string }[] = [];
  const findList = listFinder(image);
  const files = records.map((record) => {
    const list = findList(record);
    const content = list === null ? null : image.content(list);
    if (list === null || content === null) {
      missing.push(record.name);
      return [];
    }
    unreadable.push(...(content.isTruncated ? truncated(tree.path(list), content, listBytes) : []));
    return divertedFiles(listedFiles(tree, lookup, content.bytes), record.name, diversions);
  });
  if (missing.length === 0) return { files, unreadable };
  const reason = `expected a list of files for each package, got none for ${missing.length}: ${missing.slice(0, 3).join(', ')}`;
  return { files, unreadable: [...unreadable, { path: `${adminDirectory}/info`, reason }] };
}

/** The list of a package that may be installed for several architectures bears the name of its own. */
function listFinder({ tree }: ImageView): (record: DebRecord) => Node | null {
  const directory = resolvePath(tree, `${adminDirectory}/info`);
  if (directory === null) return () => null;
  return ({ name, architecture }) => tree.child(directory, `${name}:${architecture}.list`) ?? tree.child(directory, `${name}.list`);
}
