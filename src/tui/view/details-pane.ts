import type { Node } from '../../filesystem/image-tree.ts';
import { none } from '../../filesystem/tree-state.ts';
import { formatInstruction } from '../../model/instruction.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutMiddle, wrapWords } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import { formatShare } from '../../report/format-share.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import { currentNode } from '../state/explore.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { fileFacts } from '../viewer/file-facts.ts';
import { type Pane, paneFrame } from './pane.ts';

const labelColumns = 11;

/** Of the layer, or of the path, that the cursor is on. */
export function detailsPane(ready: Ready, size: PaneSize, look: Look): Pane {
  const node = ready.focus === 'tree' ? currentNode(ready.explore) : null;
  const width = size.columns - paneFrame;
  const lines = node === null ? layerLines(ready, width, look) : nodeLines(ready, node, width, look);
  return scrolledPane(node === null ? `Layer ${ready.explore.layer}` : 'Path', lines, ready.detailsTop, size);
}

/** A pane without a cursor that shows its lines from `wanted` on, or as many of the last as fit. */
export function scrolledPane(title: string, lines: readonly Line[], wanted: number, size: PaneSize): Pane {
  const shown = innerRows(size);
  const top = Math.max(0, Math.min(wanted, lines.length - shown));
  return { title, lines: lines.slice(top, top + shown), isFocused: false, scroll: { top, count: lines.length } };
}

function layerLines(ready: Ready, width: number, look: Look): readonly Line[] {
  const { report } = ready.session;
  const layer = report.layers[ready.explore.layer];
  if (layer === undefined) return [line(span('the image has no layers', 'faint'))];
  const origin = layer.origin.kind === 'unknown' ? 'not known' : `${layer.origin.kind} image${layer.origin.guessed ? ', by guess' : ''}`;
  const wasted = `${formatBytes(layer.reclaimableBytes)}, ${formatShare(layer.reclaimableBytes, layer.sizeBytes)} of the layer`;
  return [
    ...wrappedField('made by', formatInstruction(layer.createdBy) || 'the history does not say', width, look, 'keyword'),
    field('size', `${formatBytes(layer.sizeBytes)}, ${formatShare(layer.sizeBytes, report.image.sizeBytes)} of the image`, width, look),
    ...(layer.compressedBytes === null ? [] : [field('stored', `${formatBytes(layer.compressedBytes)} compressed`, width, look)]),
    ...(layer.reclaimableBytes === 0 ? [] : [field('wasted', wasted, width, look, 'waste')]),
    field('entries', formatCount(layer.entryCount), width, look),
    field('from', origin === 'user image' ? 'your own instructions' : origin, width, look),
    ...(layer.created === null ? [] : [field('created', layer.created, width, look)]),
    field('diffID', layer.diffId, width, look),
    ...(layer.digest === null ? [] : [field('digest', layer.digest, width, look)]),
    field('type', layer.mediaType, width, look),
  ];
}

function nodeLines(ready: Ready, node: Node, width: number, look: Look): readonly Line[] {
  const { session, explore } = ready;
  const { tree } = session;
  const shown = explore.view.entries[node]!;
  const inode = shown < 0 ? none : tree.state.inodes[shown]!;
  const path = wrappedField('path', tree.path(node), width, look, 'title');
  if (shown < 0) return [...path, field('layer', 'none has an entry for this directory', width, look)];
  const entry = inode === none ? shown : inode;
  const layer = tree.layerOf(shown);
  const below = explore.view.bytes[node]!;
  return [
    ...path,
    ...wrappedField('layer', `${layer} ${look.signs.dot} ${formatInstruction(session.report.layers[layer]?.createdBy ?? '')}`, width, look),
    ...(tree.layerEntry(entry).kind === 'directory' ? [field('holds', formatBytes(below), width, look)] : []),
    ...fileFacts(session, entry).map(([label, value]) => field(label, value, width, look)),
  ];
}

export function field(label: string, value: string, width: number, { signs }: Look, tone: Tone = 'plain'): Line {
  return line(
    span(label.slice(0, labelColumns - 1).padEnd(labelColumns), 'faint'),
    span(cutMiddle(escapeTerminal(value), Math.max(8, width - labelColumns), signs.ellipsis), tone),
  );
}

export function wrappedField(label: string, value: string, width: number, { signs }: Look, tone: Tone = 'plain'): readonly Line[] {
  return wrapWords(escapeTerminal(value), Math.max(8, width - labelColumns), signs.ellipsis).map((text, i) =>
    line(span((i === 0 ? label : '').padEnd(labelColumns), 'faint'), span(text, tone)),
  );
}
