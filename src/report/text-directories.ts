import type { Report, ReportImage } from '../model/report.ts';
import { bar } from './bar.ts';
import { type DirectoryRow, directoryRows } from './directory-rows.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutMiddle } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatShare } from './format-share.ts';
import type { TextStyle } from './text-style.ts';

const maxRows = 12;
const barColumns = 12;

/** A tree of the directories that hold the most of what a container sees. */
export function textDirectories({ directories, image }: Report, style: TextStyle): readonly string[] {
  const [root] = directories;
  const rows = directoryRows(directories, maxRows);
  if (root === undefined || rows.length === 0) return [];
  return [
    style.paint('heading', 'Biggest directories') + style.paint('faint', ` (${seenAs(image)})`),
    ...rows.flatMap((row) => rowLines(row, '', '', root.sizeBytes, style)),
  ];
}

/** https://github.com/microsoft/hcsshim/blob/main/internal/wclayer/legacy.go has the directories of Windows layers. */
function seenAs({ platform }: ReportImage): string {
  return platform.os === 'windows' ? 'Files is drive C: of a container, Hives its registry' : 'of what a container sees';
}

function rowLines(row: DirectoryRow, branch: string, trunk: string, whole: number, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  const numbers = `${formatBytes(row.sizeBytes).padStart(14)} ${formatShare(row.sizeBytes, whole).padStart(5)}  `;
  const left = width - numbers.length - barColumns - 1 - branch.length;
  const name = cutMiddle(escapeTerminal(row.name), left, signs.ellipsis);
  const line = `${numbers}${bar(row.sizeBytes, 0, whole, barColumns, style)} ${paint('faint', branch)}${name}`;
  const below = row.children.flatMap((child, i) => {
    const isLast = i === row.children.length - 1;
    return rowLines(
      child,
      trunk + (isLast ? signs.lastBranch : signs.branch),
      trunk + (isLast ? ' '.repeat(signs.trunk.length) : signs.trunk),
      whole,
      style,
    );
  });
  return [line, ...below];
}
