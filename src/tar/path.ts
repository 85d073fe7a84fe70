import { InspectError } from '../model/errors.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';

const slash = 0x2f;
const dot = 0x2e;

/**
 * The name of a member without `.`, `..`, doubled, leading or trailing slashes; empty for the root. A name that climbs out of
 * the archive is an attack on whoever unpacks it, and engines refuse the whole image for it.
 * @returns a view of `name` where that is already normal, otherwise a copy
 * @throws InspectError `unsafe-path` or `limit`
 */
export function normalisePath(name: Buffer, limits: Limits, position: number): Buffer {
  let start = 0;
  let end = name.length;
  while (start < end && (name[start] === slash || (name[start] === dot && (start + 1 === end || name[start + 1] === slash)))) start++;
  while (end > start && name[end - 1] === slash) end--;
  const path = isNormal(name, start, end) ? name.subarray(start, end) : rebuild(name, start, end, position);
  if (path.length > limits.pathBytes) throw limitExceeded(limits, 'pathBytes', `path of the tar member at byte ${position}`);
  if (path.length > limits.pathDepth && depth(path) > limits.pathDepth)
    throw limitExceeded(limits, 'pathDepth', `path of the tar member at byte ${position}`);
  return path;
}

/** Whether no component is empty, `.` or `..`. */
function isNormal(name: Buffer, start: number, end: number): boolean {
  let previous = slash;
  for (let i = start; i < end; i++) {
    const byte = name[i]!;
    if (previous === slash && (byte === slash || (byte === dot && isDots(name, i, end)))) return false;
    previous = byte;
  }
  return true;
}

function isDots(name: Buffer, at: number, end: number): boolean {
  const after = at + 1 < end && name[at + 1] === dot ? at + 2 : at + 1;
  return after === end || name[after] === slash;
}

function rebuild(name: Buffer, start: number, end: number, position: number): Buffer {
  const kept: string[] = [];
  for (const part of name.toString('latin1', start, end).split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') kept.push(part);
    else if (kept.pop() === undefined) {
      const found = JSON.stringify(name.toString('utf8'));
      throw new InspectError('unsafe-path', `expected a path inside the archive for the tar member at byte ${position}, got ${found}`);
    }
  }
  return Buffer.from(kept.join('/'), 'latin1');
}

function depth(path: Buffer): number {
  let count = 1;
  for (const byte of path) if (byte === slash) count += 1;
  return count;
}
