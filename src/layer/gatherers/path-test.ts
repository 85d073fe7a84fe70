import { globMatcher } from '../../model/glob.ts';
import { decodeName } from '../../model/layer-index.ts';

/** A glob over raw paths without leading slash. */
export type PathTest = {
  /** That every match ends with; null where the glob leaves it open. */
  readonly lastByte: number | null;
  readonly matches: (path: Buffer) => boolean;
};

/** What has a meaning in a glob. */
const signs = /[*?[\]{}\\]/;

/** Most globs fix how a path begins or ends, so that nearly no path has to be decoded to be refused. */
export function pathTest(glob: string): PathTest {
  const matches = globMatcher(glob);
  const parts = glob.split(signs);
  const prefix = Buffer.from(glob.startsWith('/') ? parts[0]!.slice(1) : '');
  const slashes = glob.startsWith('/') ? slashesOf(glob) : null;
  // The first sign behind a backslash is no sign, and stands for itself as well.
  const suffix = Buffer.from(parts.length === 1 ? glob.slice(glob.lastIndexOf('/') + 1) : parts.at(-1)!);
  return {
    lastByte: suffix.at(-1) ?? null,
    matches: (path) => startsWith(path, prefix) && endsWith(path, suffix) && hasDepth(path, slashes) && matches(`/${decodeName(path)}`),
  };
}

/** What takes a part of more or less than one name. */
const severalNames = /\*\*|[{}[\]\\]/;

/** The slashes that a match has after the first; null where the glob leaves it open. */
function slashesOf(glob: string): number | null {
  return severalNames.test(glob) ? null : glob.split('/').length - 2;
}

function hasDepth(path: Buffer, slashes: number | null): boolean {
  if (slashes === null) return true;
  let found = 0;
  for (let i = 0; i < path.length && found <= slashes; i++) if (path[i] === 0x2f) found += 1;
  return found === slashes;
}

function startsWith(path: Buffer, prefix: Buffer): boolean {
  if (path.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (path[i] !== prefix[i]) return false;
  return true;
}

/** From behind: a path may be as long as its directory without the slash, where `suffix` begins with one. */
function endsWith(path: Buffer, suffix: Buffer): boolean {
  const start = path.length - suffix.length;
  if (start < 0) return start === -1 && suffix[0] === 0x2f && endsWith(path, suffix.subarray(1));
  for (let i = suffix.length - 1; i >= 0; i--) if (path[start + i] !== suffix[i]) return false;
  return true;
}
