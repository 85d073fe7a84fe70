import { InspectError } from '../model/errors.ts';

const slash = 0x2f;
const prefix = Buffer.from('.wh.');
const opaque = Buffer.from('.wh..wh..opq');
const aufs = Buffer.from('.wh..wh.');

export type Whiteout = {
  readonly kind: 'whiteout' | 'opaque-whiteout' | 'aufs-metadata';
  /** What it hides; for `opaque-whiteout` the directory; for `aufs-metadata` its own path. */
  readonly path: Buffer;
};

/**
 * A marker by the last component of its path, and by nothing else: `/opt/nowhere/app.js` and `/srv/x.wh.y` are files.
 * https://github.com/opencontainers/image-spec/blob/v1.1.0/layer.md#whiteouts
 * @param path raw and normalised
 * @throws InspectError `unsafe-path` where the name that it hides is no name
 */
export function parseWhiteout(path: Buffer, position: number): Whiteout | null {
  // AUFS keeps its hardlinks below a directory of such a name at the top.
  if (startsWith(path, 0, aufs) && path.indexOf(slash) >= 0) return { kind: 'aufs-metadata', path };
  const start = path.lastIndexOf(slash) + 1;
  if (!startsWith(path, start, prefix)) return null;
  const directory = path.subarray(0, Math.max(0, start - 1));
  if (path.length - start === opaque.length && startsWith(path, start, opaque)) return { kind: 'opaque-whiteout', path: directory };
  if (startsWith(path, start, aufs)) return { kind: 'aufs-metadata', path };
  const hidden = path.subarray(start + prefix.length);
  const name = hidden.toString('latin1');
  if (name === '' || name === '.' || name === '..') {
    throw new InspectError(
      'unsafe-path',
      `expected a whiteout to name what it hides in the tar member at byte ${position}, got ${JSON.stringify(path.toString('utf8'))}`,
    );
  }
  return { kind: 'whiteout', path: directory.length === 0 ? hidden : Buffer.concat([directory, Buffer.of(slash), hidden]) };
}

function startsWith(bytes: Buffer, at: number, text: Buffer): boolean {
  if (bytes.length - at < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
