import { InspectError } from '../model/errors.ts';
import type { Limits } from '../model/limits.ts';
import type { FileWindow } from './file-window.ts';
import { blockBytes, paddedBytes } from './header.ts';
import type { TarMember } from './tar-member.ts';
import { TarParser } from './tar-parser.ts';

/**
 * Walks an uncompressed tar by position: it reads headers and leaps over contents, which `visit` reads from the window if it
 * wants them.
 * @throws InspectError `malformed-tar` or `limit`
 */
export function walkTar(window: FileWindow, limits: Limits, visit: (member: TarMember) => void): void {
  const parser = new TarParser(limits);
  let position = 0;
  for (;;) {
    const found = window.seek(position, blockBytes);
    // An archive without an end marker is what some writers leave; half a header is not.
    if (found === 0 && parser.isBetweenMembers) return;
    if (found < blockBytes) throw truncated(position, blockBytes, found);
    const step = parser.block(window.buffer, window.at, position);
    position += blockBytes;
    if (step === 'end') return;
    if (step === 'metadata') {
      const wanted = paddedBytes(parser.metadataBytes);
      const body = window.view(position, wanted);
      if (body.length < wanted) throw truncated(position, wanted, body.length);
      parser.metadata(body.subarray(0, parser.metadataBytes), position);
      position += wanted;
    } else if (step === 'member') {
      const member = parser.member!;
      position = member.dataPosition + paddedBytes(member.storedBytes);
      if (position > window.sizeBytes)
        throw truncated(member.dataPosition, paddedBytes(member.storedBytes), window.sizeBytes - member.dataPosition);
      visit(member);
    }
  }
}

export function truncated(position: number, wanted: number, found: number): InspectError {
  return new InspectError(
    'malformed-tar',
    `expected ${wanted} more bytes of the tar at byte ${position}, got ${Math.max(0, found)} and the end of the file`,
  );
}
