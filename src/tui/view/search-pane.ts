import type { Node } from '../../filesystem/image-tree.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCounted } from '../../report/format-count.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import { type Explore, isThere } from '../state/explore.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { SearchPrompt } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { inputSpans, windowTop } from './palette-pane.ts';
import type { Pane } from './pane.ts';

/** The paths that have the letters, the best first. */
export function searchPane(ready: Ready, { text, results, matchCount, cursor }: SearchPrompt, size: PaneSize, look: Look): Pane {
  const shown = innerRows(size, 1);
  const top = windowTop(cursor, shown, results.length);
  const rows = results.slice(top, top + shown).map((node, i): Line => {
    const spans = resultSpans(ready, node, text);
    return top + i === cursor ? { spans, isSelected: true } : { spans };
  });
  const count = matchCount === null ? `searching${look.signs.ellipsis}` : formatCounted(matchCount, 'path');
  return {
    title: 'Find a path of any layer',
    note: [span(count, 'faint')],
    lines: [line(...inputSpans('/', text, look)), ...rows],
    isFocused: true,
    scroll: { top, count: results.length },
    headings: 1,
  };
}

function resultSpans({ explore }: Ready, node: Node, text: string): readonly Span[] {
  const { tree } = explore.index;
  return [
    span(`${sizeText(explore, node).padStart(9)}  `, 'faint'),
    ...highlighted(escapeTerminal(tree.path(node)), text),
    ...(tree.isVisible(node) ? [] : [span(`  gone after layer ${explore.index.lastLayers[node]}`, 'removed')]),
  ];
}

/** As the tree that is shown has it. */
function sizeText(explore: Explore, node: Node): string {
  return isThere(explore, node) ? formatBytes(explore.view.bytes[node]!) : '-';
}

/** The letters that were found, as `fuzzyScore` finds them: from the end. */
function highlighted(path: string, text: string): readonly Span[] {
  const letters = Array.from(text.toLowerCase().replaceAll(' ', ''));
  const found = new Set<number>();
  let at = path.length;
  const lower = path.toLowerCase();
  for (const letter of letters.reverse()) {
    at = lower.lastIndexOf(letter, at - 1);
    if (at < 0) return [span(path)];
    found.add(at);
    if (at === 0) break;
  }
  const spans: Span[] = [];
  for (let i = 0; i < path.length; ) {
    const isFound = found.has(i);
    let end = i + 1;
    while (end < path.length && found.has(end) === isFound) end++;
    spans.push(span(path.slice(i, end), isFound ? 'match' : 'plain'));
    i = end;
  }
  return spans;
}
