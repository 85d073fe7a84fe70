import type { ListedEntry } from '../filesystem/listed-entry.ts';

/** A listing as a JSON array, an entry a line, a piece at a time. */
export function* listingJsonParts(entries: Iterable<ListedEntry>): Generator<string> {
  let isFirst = true;
  for (const entry of entries) {
    yield `${isFirst ? '[\n  ' : ',\n  '}${entryJson(entry)}`;
    isFirst = false;
  }
  yield isFirst ? '[]\n' : '\n]\n';
}

/** By hand, as there may be a million, and only names need care. */
function entryJson({ path, kind, mode, uid, gid, sizeBytes, mtime, linkTarget, layer, change }: ListedEntry): string {
  const text = `{"path":${JSON.stringify(path)},"type":"${kind}","mode":"${mode.toString(8).padStart(4, '0')}","uid":${uid},"gid":${gid}`;
  const link = linkTarget === null ? 'null' : JSON.stringify(linkTarget);
  const changed = change === undefined ? '' : `,"change":"${change}"`;
  return `${text},"sizeBytes":${sizeBytes},"mtime":${mtime},"linkTarget":${link},"layer":${layer}${changed}}`;
}
