import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import type { LayerEntry } from '../../model/layer-entry.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutEnd, cutMiddle } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatMode } from '../../report/format-mode.ts';
import type { Look } from '../paint/look.ts';
import { type Line, type Span, span, untrusted } from '../paint/span.ts';
import { textWidth } from '../paint/text-width.ts';
import type { Tone } from '../paint/tone.ts';
import { type Explore, rulesOf } from '../state/explore.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { changeOf } from '../tree/layer-view.ts';
import { hasChildren } from '../tree/tree-rows.ts';
import { ownerName } from './owner-name.ts';
import { type Pane, paneFrame } from './pane.ts';
import { sizeBar } from './size-bar.ts';
import { guidePainter } from './tree-guides.ts';

export type TreeColumns = { readonly mode: number; readonly owner: number; readonly size: number; readonly bar: number };

const changeSigns: readonly (readonly [sign: string, tone: Tone])[] = [
  [' ', 'plain'],
  [' ', 'plain'],
  ['~', 'modified'],
  ['+', 'added'],
  ['-', 'removed'],
];
const implied: Pick<LayerEntry, 'kind' | 'mode' | 'uid' | 'gid' | 'linkTarget' | 'extra'> = {
  kind: 'directory',
  mode: 0o755,
  uid: 0,
  gid: 0,
  linkTarget: null,
  extra: null,
};

/** The rows of the tree that there is room for, each with what the layer did to it. */
export function treePane(ready: Ready, size: PaneSize, look: Look): Pane {
  const { explore, focus } = ready;
  const shown = innerRows(size, 1);
  const columns = treeColumns(explore, size.columns - paneFrame);
  const rules = rulesOf(explore);
  const guide = guidePainter(rules, look);
  const whole = explore.view.bytes[0] || 1;
  const lines: Line[] = [];
  for (let row = explore.top; row < Math.min(explore.rows.length, explore.top + shown); row++) {
    const node = explore.rows[row]!;
    const spans = rowSpans(ready, node, guide(node), hasChildren(rules, node), columns, whole, size.columns - paneFrame, look);
    const isCurrent = row === explore.cursor;
    lines.push(isCurrent ? { spans, ...(focus === 'tree' ? { isSelected: true } : { isDimmed: true }) } : { spans });
  }
  if (lines.length === 0) lines.push({ spans: [span(emptyText(explore), 'faint')] });
  return {
    title: titleOf(explore),
    note: notes(explore),
    lines: [headings(columns), ...lines],
    isFocused: focus === 'tree',
    scroll: { top: explore.top, count: explore.rows.length },
    headings: 1,
  };
}

function titleOf({ view }: Explore): string {
  return view.mode === 'changes' ? `Contents of layer ${view.layer}` : `Contents up to layer ${view.layer}, since the base`;
}

function emptyText({ filter, matches }: Explore): string {
  return matches === null ? 'nothing is there' : `nothing fits ${escapeTerminal(filter)}`;
}

function notes({ filter, hidden, order }: Explore): readonly Span[] {
  const hiding = Object.entries(hidden)
    .filter(([, isHidden]) => isHidden)
    .map(([name]) => name);
  return [
    ...(filter === '' ? [] : [span('filter ', 'faint'), untrusted(cutEnd(filter, 30, '..'), 'match'), span(' ')]),
    ...(hiding.length === 0 ? [] : [span(`no ${hiding.join(', ')} `, 'waste')]),
    span(`by ${order}`, 'faint'),
  ];
}

export function treeColumns({ hasAttributes }: Pick<Explore, 'hasAttributes'>, width: number): TreeColumns {
  if (!hasAttributes) return { mode: 0, owner: 0, size: 0, bar: 0 };
  return { mode: width < 46 ? 0 : 11, owner: width < 70 ? 0 : width < 120 ? 14 : 20, size: 9, bar: width < 64 ? 0 : width < 100 ? 6 : 10 };
}

function headings({ mode, owner, size, bar }: TreeColumns): Line {
  const names = `${'mode'.padEnd(mode).slice(0, mode)}${'owner'.padEnd(owner).slice(0, owner)}${'size'.padStart(size).slice(0, size)}`;
  return { spans: [span(`  ${names}${bar === 0 ? '' : ' '.repeat(bar + 1)}  name`, 'faint')] };
}

function rowSpans(
  ready: Ready,
  node: Node,
  guide: string,
  isFull: boolean,
  columns: TreeColumns,
  whole: number,
  width: number,
  look: Look,
): readonly Span[] {
  const { explore, session } = ready;
  const { tree } = session;
  const { changes, changedBelow, entries, bytes } = explore.view;
  const shown = entries[node]!;
  const inode = shown < 0 ? none : tree.state.inodes[shown]!;
  const entry = shown < 0 ? implied : tree.layerEntry(inode === none ? shown : inode);
  const change = changes[node]!;
  const [sign, changeTone] = changeSigns[change]!;
  const mark =
    change === changeOf.unchanged && changedBelow[node] === 1 ? span(`${look.signs.dot} `, 'modified') : span(`${sign} `, changeTone);
  const before: Span[] = [mark, ...attributeSpans(entry, session, columns, change)];
  if (columns.size > 0) before.push(span(formatBytes(bytes[node]!).padStart(columns.size), bytes[node] === 0 ? 'faint' : 'plain'));
  if (columns.bar > 0) before.push(span(' '), ...sizeBar(bytes[node]!, 0, whole, columns.bar, look, 'accent'));
  before.push(span('  '), span(guide, 'border'));
  const taken = before.reduce((sum, { text }) => sum + textWidth(text), 0);
  return [...before, ...nameSpans(ready, node, entry, isFull, Math.max(4, width - taken), look)];
}

type Attributed = typeof implied;

function attributeSpans(
  { kind, mode, uid, gid }: Attributed,
  session: Ready['session'],
  columns: TreeColumns,
  change: number,
): readonly Span[] {
  const isSpecial = kind !== 'directory' && (mode & 0o6000) !== 0;
  const tone: Tone = change === changeOf.removed ? 'faint' : 'plain';
  return [
    ...(columns.mode === 0 ? [] : [span(`${formatMode(kind, mode)} `.padEnd(columns.mode), isSpecial ? 'special' : 'faint')]),
    ...(columns.owner === 0 ? [] : [padded(ownerName(session, uid, gid), columns.owner, uid === 0 ? 'faint' : tone)]),
  ];
}

function padded(text: string, columns: number, tone: Tone): Span {
  const cut = cutMiddle(escapeTerminal(text), columns - 1, '..');
  return span(cut + ' '.repeat(Math.max(0, columns - textWidth(cut))), tone);
}

function nameSpans(ready: Ready, node: Node, entry: Attributed, isFull: boolean, room: number, look: Look): readonly Span[] {
  const { explore } = ready;
  const { signs } = look;
  const { tree } = explore.index;
  const change = explore.view.changes[node]!;
  const fold = isFull ? (explore.isOpen[node] === 1 ? signs.open : signs.closed) : '';
  const isDirectory = entry.kind === 'directory';
  const tone =
    change > changeOf.unchanged ? changeSigns[change]![1] : isDirectory ? 'directory' : entry.kind === 'symlink' ? 'link' : 'plain';
  const target = linkText(ready, node, entry, signs.arrow);
  const marks = markText(entry);
  const name = `${escapeTerminal(tree.name(node))}${isDirectory ? '/' : ''}`;
  const left = Math.max(4, room - textWidth(fold) - textWidth(marks));
  const cut = explore.showsNameEnds ? cutMiddle(name, left, signs.ellipsis) : cutEnd(name, left, signs.ellipsis);
  return [
    span(fold, 'accent'),
    span(cut, tone),
    ...(marks === '' ? [] : [span(marks, 'special')]),
    ...(target === '' ? [] : [span(target, 'link')]),
  ];
}

function linkText({ explore }: Ready, node: Node, { kind, linkTarget }: Attributed, arrow: string): string {
  if (kind === 'symlink' && linkTarget !== null) return ` ${arrow} ${escapeTerminal(linkTarget)}`;
  const { tree } = explore.index;
  const shown = explore.view.entries[node]!;
  const own = shown < 0 ? null : tree.layerEntry(shown);
  return own?.kind === 'hardlink' && own.linkTarget !== null ? ` = ${escapeTerminal(own.linkTarget)}` : '';
}

function markText({ kind, mode, extra }: Attributed): string {
  const marks = [
    ...(kind === 'file' && (mode & 0o4000) !== 0 ? ['setuid'] : []),
    ...(kind === 'file' && (mode & 0o2000) !== 0 ? ['setgid'] : []),
    ...(extra?.xattrs !== undefined && Object.hasOwn(extra.xattrs, 'security.capability') ? ['capability'] : []),
  ];
  return marks.length === 0 ? '' : ` ${marks.map((mark) => `[${mark}]`).join('')}`;
}
