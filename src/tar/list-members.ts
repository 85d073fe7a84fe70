import { decodeName } from '../model/layer-index.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { FileWindow } from './file-window.ts';
import { normalisePath } from './path.ts';
import { walkTar } from './walk-tar.ts';

/** One member of an archive that holds an image. */
export type ArchiveMember = {
  /** Normalised, without a leading slash. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'other';
  /** As written. */
  readonly linkTarget: string | null;
  /** Of the content, in the file. */
  readonly offset: number;
  readonly sizeBytes: number;
};

/**
 * Members of the tar that lies at `offset` of an open file, by position: only headers are read.
 * @throws InspectError `malformed-tar`, `unsafe-path` or `limit`
 */
export function listMembers(fd: number, offset: number, sizeBytes: number, limits: Limits, where: string): readonly ArchiveMember[] {
  const members: ArchiveMember[] = [];
  walkTar(new FileWindow(fd, offset, sizeBytes), limits, (member) => {
    if (members.length >= limits.archiveMembers) throw limitExceeded(limits, 'archiveMembers', where);
    const isLink = member.kind === 'symlink' || member.kind === 'hardlink';
    members.push({
      path: decodeName(normalisePath(member.name, limits, member.headerPosition)),
      kind: member.kind === 'char' || member.kind === 'block' || member.kind === 'fifo' ? 'other' : member.kind,
      linkTarget: isLink ? decodeName(member.linkName) : null,
      offset: offset + member.dataPosition,
      sizeBytes: member.storedBytes,
    });
  });
  return members;
}
