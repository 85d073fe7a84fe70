import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import { formatMode } from '../../report/format-mode.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import type { ArchiveListing, ArchiveMember } from '../session.ts';
import type { Viewer } from '../state/overlay.ts';
import { matching } from './matching.ts';

const sizeColumns = 10;

/** Members of an archive: the letter of their kind, their size and their path. */
export function archiveLines({ archive, top, search }: Viewer, room: number, look: Look): readonly Line[] {
  if (archive === null || archive.members.length === 0) return [line(span('there is nothing in it', 'faint'))];
  return archive.members.slice(top, top + room).map((member) => memberLine(member, search, look));
}

function memberLine({ kind, linkTarget, path, sizeBytes }: ArchiveMember, search: string, { signs }: Look): Line {
  return line(
    span(`${formatMode(kind, 0)[0]} `, 'faint'),
    span(`${(kind === 'file' ? formatBytes(sizeBytes) : '-').padStart(sizeColumns)}  `, kind === 'file' ? 'plain' : 'faint'),
    ...matching(path, search, toneOf(kind)),
    ...(linkTarget === null ? [] : [span(` ${signs.arrow} ${escapeTerminal(linkTarget.slice(0, 1_000))}`, 'link')]),
  );
}

function toneOf(kind: ArchiveMember['kind']): Tone {
  return kind === 'directory' ? 'directory' : kind === 'symlink' ? 'link' : 'plain';
}

/** `tar, gzip, 1,204 members`. */
export function archiveNote({ format, members, isComplete }: ArchiveListing): string {
  return `${format}, ${isComplete ? '' : 'the first '}${formatCount(members.length)} ${members.length === 1 ? 'member' : 'members'} `;
}
