import { InspectError } from '../../model/errors.ts';
import type { FileBlob } from '../../model/image.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import type { ArchiveMember } from '../../tar/list-members.ts';
import type { ImageFiles } from '../image-files.ts';
import type { StoredFile } from '../stored-file.ts';

/** As many links one after the other as Linux follows. */
const maxLinks = 40;

/** What finds its way through the links of an archive. */
type LinkedMember = Pick<ArchiveMember, 'path' | 'kind' | 'linkTarget'>;

/**
 * The members of an archive as files; of two with one name the later counts, as for whoever unpacks them.
 * @param open called with members that are files
 */
export function archiveFiles<Member extends LinkedMember>(
  members: readonly Member[],
  open: (member: Member) => StoredFile,
  limits: Limits,
): ImageFiles {
  const byPath = new Map(members.map((member) => [member.path, member]));
  const find = (path: string): StoredFile | null => {
    const member = resolve(byPath, path, limits);
    return member === null ? null : open(checkFile(member));
  };
  const use = <T>(path: string, action: (file: StoredFile) => T): T | null => {
    const file = find(path);
    return file === null ? null : action(file);
  };
  return { find, use };
}

function checkFile<Member extends LinkedMember>(member: Member): Member {
  if (member.kind === 'file') return member;
  const found = member.kind === 'directory' ? 'a directory' : 'a device or pipe';
  throw new InspectError('unreadable', `expected ${JSON.stringify(member.path)} in the archive to be a file, got ${found}`);
}

/** Where the content of a member lies in the archive. @throws InspectError `malformed-tar` */
export function memberBlob(archive: FileBlob, member: ArchiveMember): FileBlob {
  if (member.offset + member.sizeBytes > archive.sizeBytes) {
    throw new InspectError('malformed-tar', `expected all of ${JSON.stringify(member.path)}, got an archive that ends before`);
  }
  return { kind: 'file', fd: archive.fd, offset: member.offset, sizeBytes: member.sizeBytes, fileId: archive.fileId };
}

/** Before Docker 25 a layer that came twice was a symlink to its first copy. */
function resolve<Member extends LinkedMember>(members: ReadonlyMap<string, Member>, path: string, limits: Limits): Member | null {
  let at = withinArchive(path, limits);
  for (let links = 0; links <= maxLinks; links++) {
    const member = members.get(at);
    if (member === undefined || (member.kind !== 'symlink' && member.kind !== 'hardlink')) return member ?? null;
    at = withinArchive(linkDestination(member), limits);
  }
  throw new InspectError('malformed-tar', `expected the links at ${JSON.stringify(path)} to end at a file, got a cycle`);
}

function linkDestination({ path, kind, linkTarget }: LinkedMember): string {
  const isFromRoot = kind === 'hardlink' || linkTarget?.startsWith('/') === true;
  return isFromRoot ? (linkTarget ?? '') : `${path.slice(0, path.lastIndexOf('/') + 1)}${linkTarget}`;
}

/** Normalised. What climbs out of the archive is refused: it means a file of whoever reads it. */
function withinArchive(path: string, limits: Limits): string {
  if (path.length > limits.pathBytes) throw limitExceeded(limits, 'pathBytes', 'path in the archive');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) {
      throw new InspectError('unsafe-path', `expected a path inside the archive, got ${JSON.stringify(path)}`);
    }
  }
  return parts.join('/');
}
