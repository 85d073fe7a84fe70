/** A database as some layer left it: its records, each as one string that changes with the version. */
export type DatabaseVersion = { readonly layer: number; readonly records: ReadonlySet<string> };

/**
 * The layer since which each record of the newest version has been there without a break.
 * @param versions the newest first
 */
export function installedSince(versions: readonly DatabaseVersion[]): ReadonlyMap<string, number> {
  const since = new Map<string, number>();
  const [newest] = versions;
  let remaining = [...(newest?.records ?? [])];
  for (const { layer, records } of versions) {
    remaining = remaining.filter((record) => records.has(record));
    for (const record of remaining) since.set(record, layer);
  }
  return since;
}
