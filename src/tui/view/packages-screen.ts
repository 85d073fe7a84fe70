import { formatInstruction } from '../../model/instruction.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { cutEnd, padRight } from '../../report/fit-text.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span, untrusted } from '../paint/span.ts';
import type { PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { type NumberedPackage, visiblePackages } from '../state/visible-items.ts';
import { field, scrolledPane, wrappedField } from './details-pane.ts';
import { listPane } from './list-pane.ts';
import { type Pane, paneFrame } from './pane.ts';
import { sizeBar } from './size-bar.ts';

const maxFiles = 500;

/** What is installed, the largest first. */
export function packagesPane(ready: Ready, size: PaneSize, look: Look): Pane {
  const { packages } = ready.session.report;
  const largest = packages.reduce((most, { bytes }) => Math.max(most, bytes), 1);
  const total = packages.reduce((sum, { bytes }) => sum + bytes, 0);
  const width = Math.max(10, Math.floor((size.columns - paneFrame - 44) * 0.55));
  return listPane(
    `Packages: ${formatCount(packages.length)} ${look.signs.dot} ${formatBytes(total)}`,
    ready.packages,
    visiblePackages(ready),
    size,
    {
      headings: `     size           type    layer  ${'name'.padEnd(width)}  version`,
      empty: 'no package that says that it is installed',
      row: (item) => rowSpans(item, largest, width, look),
    },
  );
}

function rowSpans({ bytes, type, layer, name, version }: NumberedPackage, largest: number, width: number, look: Look): readonly Span[] {
  return [
    span(formatBytes(bytes).padStart(9)),
    span(' '),
    ...sizeBar(bytes, 0, largest, 8, look, 'accent'),
    span(`  ${type.padEnd(6)}  ${String(layer).padStart(5)}  `, 'faint'),
    span(padRight(cutEnd(escapeTerminal(name), width, look.signs.ellipsis), width), 'title'),
    untrusted(`  ${version}`, 'faint'),
  ];
}

export function packageDetails(ready: Ready, size: PaneSize, look: Look): Pane {
  const item = visiblePackages(ready)[ready.packages.cursor];
  return scrolledPane(
    'Package',
    item === undefined ? [] : detailLines(ready, item, size.columns - paneFrame, look),
    ready.detailsTop,
    size,
  );
}

function detailLines({ session }: Ready, item: NumberedPackage, width: number, look: Look): readonly Line[] {
  const files = session.packageFiles(item.item);
  return [
    ...wrappedField('name', item.name, width, look, 'title'),
    field('version', item.version || 'not said', width, look),
    field('size', `${formatBytes(item.bytes)} in ${formatCount(files.length)} paths`, width, look),
    ...wrappedField('purl', item.purl, width, look),
    ...wrappedField('layer', `${item.layer} ${look.signs.dot} ${formatInstruction(item.instruction)}`, width, look),
    field('from', `${item.origin.kind}${item.origin.guessed ? ', by guess' : ''}`, width, look),
    line(),
    ...files.slice(0, maxFiles).map((node, i) => field(i === 0 ? 'files' : '', session.tree.path(node), width, look)),
    ...(files.length > maxFiles ? [field('', `and ${formatCount(files.length - maxFiles)} more`, width, look, 'faint')] : []),
  ];
}
