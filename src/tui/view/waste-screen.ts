import type { WasteCause, WasteItem } from '../../model/report.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutMiddle, padRight } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCounted } from '../../report/format-count.ts';
import { formatShare } from '../../report/format-share.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import type { PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { visibleWaste } from '../state/visible-items.ts';
import { field, scrolledPane, wrappedField } from './details-pane.ts';
import { listPane } from './list-pane.ts';
import { type Pane, paneFrame } from './pane.ts';
import { sizeBar } from './size-bar.ts';

const causes: Readonly<Record<WasteCause, string>> = {
  'rewritten-identical': 'an upper layer writes the very same bytes again',
  'metadata-only': 'an upper layer changes no byte, only mode, owner or time, and ships all of it again',
  modified: 'an upper layer replaces it',
  deleted: 'an upper layer removes it',
  opaque: 'an upper layer hides the whole directory',
  'duplicate-entry': 'its own layer writes it twice',
};

/** What is shipped and seen by no container, the most first. */
export function wastePane(ready: Ready, size: PaneSize, look: Look): Pane {
  const { waste, image } = ready.session.report;
  const items = visibleWaste(ready);
  const largest = Math.max(1, ...waste.items.slice(0, 1).map(({ bytes }) => bytes));
  const title = `Waste ${look.signs.dot} ${formatBytes(waste.reclaimableBytes)}, ${formatShare(waste.reclaimableBytes, image.sizeBytes)} of the image`;
  return listPane(title, ready.waste, items, size, {
    headings: `     size           cause               path`,
    empty: 'nothing: a container sees every byte that the layers ship',
    row: (item) => rowSpans(item, largest, size.columns - paneFrame, look),
  });
}

function rowSpans({ bytes, cause, path }: WasteItem, largest: number, width: number, look: Look): readonly Span[] {
  const left = Math.max(8, width - 40);
  return [
    span(formatBytes(bytes).padStart(9)),
    span(' '),
    ...sizeBar(bytes, 0, largest, 8, look, 'waste'),
    span(`  ${padRight(cause, 20)}`, 'faint'),
    span(cutMiddle(escapeTerminal(path), left, look.signs.ellipsis)),
  ];
}

export function wasteDetails(ready: Ready, size: PaneSize, look: Look): Pane {
  const item = visibleWaste(ready)[ready.waste.cursor];
  const width = size.columns - paneFrame;
  return scrolledPane('What to change', item === undefined ? [] : detailLines(item, width, look), ready.detailsTop, size);
}

function detailLines({ path, bytes, cause, layers, instruction, remedy }: WasteItem, width: number, look: Look): readonly Line[] {
  const shipped = cause === 'duplicate-entry' ? layers : layers.slice(0, -1);
  return [
    ...wrappedField('path', path, width, look, 'title'),
    field('wasted', formatBytes(bytes), width, look, 'waste'),
    ...wrappedField('why', causes[cause], width, look),
    field('shipped by', `${formatCounted(shipped.length, 'layer')}: ${shipped.join(', ')}`, width, look),
    field('hidden by', `layer ${layers.at(-1) ?? ''}`, width, look),
    ...(instruction === '' ? [] : wrappedField('', instruction, width, look, 'keyword')),
    line(),
    ...wrappedField('remedy', remedy, width, look, 'good'),
  ];
}
