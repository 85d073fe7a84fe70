import { formatInstruction } from '../../model/instruction.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatMode } from '../../report/format-mode.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Overlay } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import type { PathEvent } from '../tree/path-history.ts';
import { instructionSpans } from './layers-pane.ts';
import { ownerName } from './owner-name.ts';
import { windowTop } from './palette-pane.ts';
import type { Pane } from './pane.ts';

const signs: Readonly<Record<PathEvent['what'], readonly [sign: string, tone: Tone]>> = {
  added: ['+', 'added'],
  modified: ['~', 'modified'],
  removed: ['-', 'removed'],
};

/** What each layer did to a path, the base first. */
export function historyPane(ready: Ready, history: Extract<Overlay, { kind: 'history' }>, size: PaneSize): Pane {
  const { path, events, cursor } = history;
  const shown = innerRows(size, 1);
  const top = windowTop(cursor, shown, events.length);
  const rows = events.slice(top, top + shown).map((event, i): Line => {
    const spans = eventSpans(ready, event);
    return top + i === cursor ? { spans, isSelected: true } : { spans };
  });
  return {
    title: `History of ${escapeTerminal(path)}`,
    lines: [
      line(span('   layer  mode       owner              size  instruction', 'faint')),
      ...(rows.length === 0 ? [line(span('no layer has an entry for it: only for what is in it', 'faint'))] : rows),
    ],
    isFocused: true,
    scroll: { top, count: events.length },
    headings: 1,
  };
}

function eventSpans({ session }: Ready, event: PathEvent): readonly Span[] {
  const { layer, what, kind, mode, uid, gid, sizeBytes, by } = event;
  const [sign, tone] = signs[what];
  const owner = escapeTerminal(ownerName(session, uid, gid)).slice(0, 14);
  return [
    span(`${sign} `, tone),
    span(String(layer).padStart(6), 'heading'),
    span(`  ${formatMode(kind, mode)} ${owner.padEnd(14)}`, what === 'removed' ? 'faint' : 'plain'),
    span(formatBytes(sizeBytes).padStart(9), what === 'removed' ? 'faint' : 'plain'),
    span('  '),
    ...(by === null ? [] : [span(`by way of ${escapeTerminal(by)}: `, 'faint')]),
    ...instructionSpans(formatInstruction(session.report.layers[layer]?.createdBy ?? '')),
  ];
}
