import { bindingsIn, type KeyMap } from '../keys/key-map.ts';
import type { Binding, KeyContext } from '../keys/key-table.ts';
import { type Line, line, span } from '../paint/span.ts';
import type { PaneSize } from '../state/layout.ts';
import { scrolledPane } from './details-pane.ts';
import { keyLabel } from './key-label.ts';
import type { Pane } from './pane.ts';

const titles: Readonly<Record<KeyContext, string>> = {
  everywhere: 'Everywhere',
  layers: 'In the layers',
  tree: 'In the tree',
  waste: 'In the waste',
  findings: 'In the findings',
  packages: 'In the packages',
  plan: 'In the plan',
  preview: 'In the preview',
  viewer: 'In the file',
  history: 'In the history',
  help: 'In the help',
};
/** Of the keys, in a pane that is as wide as it gets, and in a narrower one. */
const keyColumns = { wide: 24, narrow: 17 };
const wideColumns = 72;

/** What all keys do where the help was asked for. */
export function helpLines(context: KeyContext, keys: KeyMap, columns = wideColumns): readonly Line[] {
  const bindings = bindingsIn(context, keys);
  const own = bindings.filter(({ contexts }) => contexts.includes(context));
  const rest = bindings.filter(({ contexts }) => !contexts.includes(context));
  return [
    line(span(titles[context], 'heading')),
    ...own.map((binding) => bindingLine(binding, columns)),
    line(),
    line(span(titles.everywhere, 'heading')),
    ...rest.map((binding) => bindingLine(binding, columns)),
  ];
}

function bindingLine({ keys, text }: Binding, columns: number): Line {
  const room = columns < wideColumns ? keyColumns.narrow : keyColumns.wide;
  return line(span(`${`  ${keys.map(keyLabel).join('  ')}`.padEnd(room - 1)} `, 'key'), span(text));
}

export function helpPane(context: KeyContext, keys: KeyMap, top: number, size: PaneSize): Pane {
  return { ...scrolledPane('Keys', helpLines(context, keys, size.columns), top, size), isFocused: true };
}
