import { inflateSync } from 'node:zlib';
import type { RustCrate } from '../../model/facts.ts';
import type { FileContent } from '../gatherer.ts';

/** As the parser of cargo-auditable itself would take. */
const maxBytes = 8 * 1_048_576;
const maxCrates = 20_000;
const maxLength = 256;

/**
 * The list of crates that cargo-auditable puts into a binary: JSON, compressed with zlib. What only built the others is left out.
 * https://github.com/rust-secure-code/cargo-auditable/blob/master/cargo-auditable.schema.json
 * @returns none where it cannot be read, as no binary is built of none
 */
export function parseRustCrates(
  { offset, sizeBytes }: { readonly offset: number; readonly sizeBytes: number },
  content: FileContent,
): readonly RustCrate[] {
  const bytes = sizeBytes > maxBytes ? null : content.read(offset, sizeBytes);
  const list = bytes === null ? null : parseList(bytes);
  if (list === null) return [];
  return list
    .slice(0, maxCrates)
    .flatMap(toCrate)
    .sort((a, b) => Number(b.isRoot) - Number(a.isRoot));
}

function parseList(bytes: Buffer): readonly unknown[] | null {
  try {
    const value = JSON.parse(inflateSync(bytes, { maxOutputLength: maxBytes }).toString('utf8')) as unknown;
    const list = typeof value === 'object' && value !== null && 'packages' in value ? value.packages : null;
    return Array.isArray(list) ? (list as readonly unknown[]) : null;
  } catch {
    // Neither zlib nor JSON, or too long: the caller tells so.
    return null;
  }
}

function toCrate(value: unknown): readonly RustCrate[] {
  if (typeof value !== 'object' || value === null) return [];
  const { name, version, kind, root } = value as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || name === '' || typeof version !== 'string') return [];
  return kind !== undefined && kind !== 'runtime'
    ? []
    : [{ name: name.slice(0, maxLength), version: version.slice(0, maxLength), isRoot: root === true }];
}
