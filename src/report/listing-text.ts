import type { Change, ListedEntry } from '../filesystem/listed-entry.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatBytes } from './format-bytes.ts';
import { formatMode } from './format-mode.ts';
import { formatTime } from './format-time.ts';
import type { Tone } from './paint.ts';
import type { TextStyle } from './text-style.ts';

const changeSigns: Readonly<Record<Change, string>> = { added: '+', modified: '~', removed: '-' };
const changeTones: Readonly<Record<Change, Tone>> = { added: 'good', modified: 'waste', removed: 'bad' };

/** A listing for a person, a line an entry, a piece at a time. */
export function* listingTextParts(entries: Iterable<ListedEntry>, style: TextStyle): Generator<string> {
  for (const entry of entries) yield `${listingLine(entry, style)}\n`;
}

/** Change, mode, owner, size, time in UTC, the layer that wrote it, path. */
function listingLine(entry: ListedEntry, { paint, signs }: TextStyle): string {
  const { change, kind, mode, uid, gid, mtime, layer } = entry;
  const sign = change === undefined ? '' : `${paint(changeTones[change], changeSigns[change])} `;
  const isFile = kind === 'file' || kind === 'hardlink';
  const size = (isFile ? formatBytes(entry.sizeBytes) : '-').padStart(8);
  const time = (layer === null ? null : formatTime(mtime * 1000)) ?? '-';
  const numbers = `${formatMode(kind, mode)} ${`${uid}:${gid}`.padEnd(11)} ${size}  ${time.padEnd(16)}`;
  const layerText = (layer === null ? '-' : `L${layer}`).padEnd(4);
  return `${sign}${numbers}  ${paint('layer', layerText)} ${escapeTerminal(entry.path)}${suffix(entry, signs.arrow)}`;
}

function suffix({ kind, linkTarget }: ListedEntry, arrow: string): string {
  switch (kind) {
    case 'symlink':
      return ` ${arrow} ${escapeTerminal(linkTarget ?? '')}`;
    case 'hardlink':
      return ` = ${escapeTerminal(linkTarget ?? '')}`;
    case 'whiteout':
      return ' (whiteout)';
    case 'opaque-whiteout':
      return ' (opaque: hides what lower layers have in it)';
    default:
      return '';
  }
}
