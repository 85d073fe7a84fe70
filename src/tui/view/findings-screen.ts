import type { Evidence, OriginFinding, Severity } from '../../model/finding.ts';
import type { Outcome } from '../../model/report.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCounted } from '../../report/format-count.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import type { PaneSize } from '../state/layout.ts';
import type { Ready } from '../state/state.ts';
import { visibleFindings } from '../state/visible-items.ts';
import { field, scrolledPane, wrappedField } from './details-pane.ts';
import { listPane } from './list-pane.ts';
import { type Pane, paneFrame } from './pane.ts';

const severityTones: Readonly<Record<Severity, Tone>> = {
  critical: 'bad',
  high: 'removed',
  medium: 'waste',
  low: 'modified',
  info: 'faint',
};
const maxEvidence = 200;

/** The worst first. */
export function findingsPane(ready: Ready, size: PaneSize): Pane {
  const { findings, outcomes } = ready.session.report;
  const troubled = outcomes.filter(({ status }) => status !== 'ok').length;
  const pane = listPane(`Findings: ${findings.length}`, ready.findings, visibleFindings(ready), size, {
    headings: ' severity       size  what',
    empty: 'nothing found',
    row: rowSpans,
  });
  return troubled === 0
    ? pane
    : { ...pane, note: [...(pane.note ?? []), span(`${formatCounted(troubled, 'analyzer')} incomplete`, 'bad')] };
}

function rowSpans({ severity, bytes, summary }: OriginFinding): readonly Span[] {
  return [
    span(` ${severity.padEnd(9)}`, severityTones[severity]),
    span((bytes === 0 ? '' : formatBytes(bytes)).padStart(9), 'waste'),
    span(`  ${escapeTerminal(summary)}`),
  ];
}

export function findingDetails(ready: Ready, size: PaneSize, look: Look): Pane {
  const finding = visibleFindings(ready)[ready.findings.cursor];
  const width = size.columns - paneFrame;
  const troubled = ready.session.report.outcomes
    .filter(({ status }) => status !== 'ok')
    .flatMap((outcome) => outcomeLines(outcome, width, look));
  const lines = finding === undefined ? [] : detailLines(finding, width, look);
  return scrolledPane('Evidence and remedy', [...lines, ...troubled], ready.detailsTop, size);
}

function detailLines(finding: OriginFinding, width: number, look: Look): readonly Line[] {
  const { code, severity, summary, bytes, evidence, remedy, origin } = finding;
  const more = evidence.length - maxEvidence;
  return [
    ...wrappedField('what', summary, width, look, 'title'),
    ...wrappedField('remedy', remedy.text, width, look, 'good'),
    field('severity', severity, width, look, severityTones[severity]),
    ...(bytes === 0 ? [] : [field('size', formatBytes(bytes), width, look, 'waste')]),
    field('code', code, width, look),
    field('from', `${origin.kind}${origin.guessed ? ', by guess' : ''}`, width, look),
    line(),
    ...evidence.slice(0, maxEvidence).flatMap((item) => evidenceLines(item, width, look)),
    ...(more > 0 ? [line(span(`and ${formatCounted(more, 'more place')}`, 'faint'))] : []),
  ];
}

function evidenceLines(item: Evidence, width: number, look: Look): readonly Line[] {
  switch (item.kind) {
    case 'file':
      return [field(`layer ${item.layer}`, `${item.path}${item.bytes > 0 ? ` (${formatBytes(item.bytes)})` : ''}`, width, look)];
    case 'instruction':
      return wrappedField(item.layer === null ? 'history' : `layer ${item.layer}`, item.instruction, width, look, 'keyword');
    case 'config':
      return wrappedField(item.field, item.value, width, look);
  }
}

function outcomeLines({ analyzer, error, unreadable }: Outcome, width: number, look: Look): readonly Line[] {
  const why =
    error ??
    unreadable
      .map(({ path, reason }) => `${path}: ${reason}`)
      .slice(0, 5)
      .join('; ');
  return [line(), ...wrappedField('not known', `${analyzer}: ${why}`, width, look, 'bad')];
}
