import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import { formatMode } from '../../report/format-mode.ts';
import type { Look } from '../paint/look.ts';
import { type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import type { ArchiveListing, ArchiveMember } from '../session.ts';
import { indents } from '../viewer/viewer-rows.ts';

const maxTarget = 1_000;

/** The letter of its kind, and its size. */
export function memberStart({ kind, sizeBytes }: ArchiveMember): Span {
  const size = (kind === 'file' ? formatBytes(sizeBytes) : '-').padStart(indents.archive - 4);
  return span(`${formatMode(kind, 0)[0]} ${size}  `, kind === 'file' ? 'plain' : 'faint');
}

export function memberTone({ kind }: ArchiveMember): Tone {
  return kind === 'directory' ? 'directory' : kind === 'symlink' ? 'link' : 'plain';
}

/** What a link leads to. */
export function memberEnd({ linkTarget }: ArchiveMember, { signs }: Look): readonly Span[] {
  return linkTarget === null ? [] : [span(` ${signs.arrow} ${escapeTerminal(linkTarget.slice(0, maxTarget))}`, 'link')];
}

/** `tar, gzip, 1,204 members`. */
export function archiveNote({ format, members, isComplete }: ArchiveListing): string {
  return `${format}, ${isComplete ? '' : 'the first '}${formatCount(members.length)} ${members.length === 1 ? 'member' : 'members'} `;
}
