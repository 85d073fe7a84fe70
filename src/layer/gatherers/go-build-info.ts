import type { GoBuildInfo } from '../../model/facts.ts';
import type { FileContent } from '../gatherer.ts';
import type { ElfSegment } from './elf-header.ts';

const magic = Buffer.from('\xff Go buildinf:', 'latin1');
const searchedBytes = 64 * 1024;
/** Set in the flags byte where the strings follow the header, as every Go since 1.18 writes them. */
const inlineFlag = 2;
const headerBytes = 32;
/** The module text stands between two marks of this length. */
const markBytes = 16;

/**
 * https://pkg.go.dev/debug/buildinfo. The form of Go before 1.18, pointers into the data, is not followed: those binaries
 * have no build information for us.
 */
export function parseGoBuildInfo(
  dataSegments: readonly ElfSegment[],
  sectionOffset: number | null,
  content: FileContent,
): GoBuildInfo | null {
  if (sectionOffset !== null) return parseAt(sectionOffset, content);
  for (const segment of dataSegments) {
    const data = content.read(segment.offset, Math.min(segment.fileBytes, searchedBytes));
    const at = data?.indexOf(magic) ?? -1;
    if (at >= 0) return parseAt(segment.offset + at, content);
  }
  return null;
}

function parseAt(offset: number, content: FileContent): GoBuildInfo | null {
  const header = content.read(offset, headerBytes);
  if (header === null || !header.subarray(0, magic.length).equals(magic) || (header[15]! & inlineFlag) === 0) return null;
  const version = readString(offset + headerBytes, content);
  if (version === null) return null;
  const module = readString(version.end, content)?.text ?? '';
  const isMarked = module.length >= 2 * markBytes + 1 && module[module.length - markBytes - 1] === '\n';
  return { goVersion: version.text, moduleInfo: isMarked ? module.slice(markBytes, -markBytes) : '' };
}

function readString(offset: number, content: FileContent): { readonly text: string; readonly end: number } | null {
  let length = 0;
  for (let i = 0; i < 4; i++) {
    const byte = content.read(offset + i, 1)?.[0];
    if (byte === undefined) return null;
    length += (byte & 0x7f) * 128 ** i;
    if (byte < 0x80) {
      const start = offset + i + 1;
      const bytes = content.read(start, length);
      // The marks are not UTF-8; one character a byte keeps their length.
      return bytes === null ? null : { text: bytes.toString('latin1'), end: start + length };
    }
  }
  return null;
}
