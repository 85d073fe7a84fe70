import { escapeTerminal } from '../../report/escape-terminal.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, span } from '../paint/span.ts';
import type { DocumentLanguage } from '../session.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { Preview } from '../state/overlay.ts';
import type { Ready } from '../state/state.ts';
import { colorLine } from './color-line.ts';
import type { Pane } from './pane.ts';

/** A document that a plan can be written as, in the colours of its language. */
export function previewPane(ready: Ready, { documents, current, top }: Preview, size: PaneSize, look: Look): Pane {
  const document = documents[current];
  const language = ready.session.planning?.documents.find(({ name }) => name === document?.name)?.language ?? 'ignore';
  const lines = document?.text?.split('\n') ?? [];
  const { conceal } = ready.session;
  return {
    title: documents.map(({ name }, i) => (i === current ? `[${name}]` : name)).join(`  `),
    lines:
      document?.text == null
        ? [waiting(document?.error ?? null, look)]
        : shownLines(lines.slice(top, top + innerRows(size)).map(conceal), top, language),
    isFocused: true,
    scroll: { top, count: lines.length },
  };
}

function waiting(error: string | null, { signs }: Look): Line {
  return error === null ? line(span(`writing${signs.ellipsis}`, 'faint')) : line(span(escapeTerminal(error), 'bad'));
}

function shownLines(lines: readonly string[], top: number, language: DocumentLanguage): readonly Line[] {
  return lines.map((text, i) => line(span(`${String(top + i + 1).padStart(4)}  `, 'faint'), ...colorLine(escapeTerminal(text), language)));
}
