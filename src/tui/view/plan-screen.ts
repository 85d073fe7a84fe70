import type { Node } from '../../filesystem/image-tree.ts';
import { type Plan, type PlanBase, planParts } from '../../model/plan.ts';
import { escapeTerminal } from '../../report/escape-terminal.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import { formatShare } from '../../report/format-share.ts';
import { planWarningText } from '../../report/plan-warning-text.ts';
import type { Look } from '../paint/look.ts';
import { type Line, line, type Span, span } from '../paint/span.ts';
import { innerRows, type PaneSize } from '../state/layout.ts';
import type { PlanScreen, Ready } from '../state/state.ts';
import { planRules } from '../state/update-plan.ts';
import { whyChain } from '../tree/plan-tree.ts';
import { hasChildren, type RowRules } from '../tree/tree-rows.ts';
import { field, scrolledPane, wrappedField } from './details-pane.ts';
import { type Pane, paneFrame } from './pane.ts';
import { sizeBar } from './size-bar.ts';
import { guidePainter } from './tree-guides.ts';

/** What the production image keeps of the image, or leaves out, as a tree. */
export function planPane(ready: Ready, size: PaneSize, look: Look): Pane {
  const { plan, session } = ready;
  const rules = planRules(plan);
  if (rules === null) return { title: 'Plan', lines: statusLines(ready, size.columns - paneFrame, look), isFocused: true };
  const guide = guidePainter(rules, look);
  const lines: Line[] = [];
  const end = Math.min(plan.rows.length, plan.top + innerRows(size, 1));
  for (let row = plan.top; row < end; row++) {
    const node = plan.rows[row]!;
    const spans = rowSpans(plan, rules, node, guide(node), session.tree.name(node), look);
    lines.push(row === plan.cursor ? { spans, isSelected: true } : { spans });
  }
  if (lines.length === 0) lines.push(line(span('nothing', 'faint')));
  const isKept = plan.shows === 'kept';
  return {
    title: `Plan ${look.signs.dot} ${isKept ? '[kept] dropped' : 'kept [dropped]'}`,
    note: plan.status === 'working' ? [span(`planning${look.signs.ellipsis}`, 'waste')] : [],
    lines: [line(span('       size               path', 'faint')), ...lines],
    isFocused: true,
    scroll: { top: plan.top, count: plan.rows.length },
    headings: 1,
  };
}

function statusLines({ plan, session }: Ready, width: number, look: Look): readonly Line[] {
  if (session.planning === null) return [line(span('there is no plan for this image', 'faint'))];
  if (plan.status === 'failed') return wrappedField('no plan', plan.error ?? '', width, look, 'bad');
  return [line(span(`finding out what the program needs${look.signs.ellipsis}`, 'faint'))];
}

function rowSpans(
  { isOpen, edits, shows }: PlanScreen,
  rules: RowRules,
  node: Node,
  guide: string,
  name: string,
  look: Look,
): readonly Span[] {
  const { signs } = look;
  const { bytes } = rules.view;
  const path = rules.index.tree.path(node);
  const isFull = hasChildren(rules, node);
  const sign = edits.keep.includes(path) ? '+' : edits.drop.includes(path) ? '-' : ' ';
  return [
    span(`${sign} `, sign === '+' ? 'added' : 'removed'),
    span(formatBytes(bytes[node]!).padStart(9)),
    span(' '),
    ...sizeBar(bytes[node]!, 0, bytes[0] || 1, 10, look, shows === 'kept' ? 'good' : 'removed'),
    span('  '),
    span(guide, 'border'),
    span(isFull ? (isOpen[node] === 1 ? signs.open : signs.closed) : '', 'accent'),
    span(`${escapeTerminal(name)}${isFull ? '/' : ''}`, isFull ? 'directory' : 'plain'),
  ];
}

export function planDetails(ready: Ready, size: PaneSize, look: Look): Pane {
  const { plan } = ready;
  const width = size.columns - paneFrame;
  const lines = plan.plan === null ? [] : [...whyLines(ready, width, look), ...planLines(plan.plan, plan, width, look)];
  return scrolledPane('Why', lines, ready.detailsTop, size);
}

/** The path under the cursor, and what leads to it from what the image is started with. */
function whyLines({ plan, session }: Ready, width: number, look: Look): readonly Line[] {
  const node = plan.rows[plan.cursor];
  if (node === undefined || plan.tree === null) return [];
  const path = wrappedField('path', session.tree.path(node), width, look, 'title');
  const chain = whyChain(plan.tree, node);
  const first = chain[0];
  if (first === undefined) return [...path, ...wrappedField('why', notKeptText(plan, session.tree.path(node), look), width, look), line()];
  return [
    ...path,
    field('part', `${first.part}, ${first.confidence}`, width, look),
    ...chain.flatMap(({ reason, from }, i) =>
      wrappedField(
        i > 0 ? '' : plan.shows === 'kept' ? 'why' : 'kept as',
        `${' '.repeat(Math.min(i, 8))}${from === null ? reason.replace(/,$/, '') : `${reason} ${from}`}`,
        width,
        look,
        i === 0 ? 'good' : 'plain',
      ),
    ),
    line(),
  ];
}

function notKeptText({ shows, why }: PlanScreen, path: string, { signs }: Look): string {
  if (shows === 'kept') return 'something in it is needed';
  return why?.path === path ? why.reason : `asking${signs.ellipsis}`;
}

function planLines(plan: Plan, { edits, estimatedBytes }: PlanScreen, width: number, look: Look): readonly Line[] {
  const { base, size, removed, user, warnings, files, strategy } = plan;
  const after = estimatedBytes ?? size.predictedBytes;
  const vulnerabilities = removed.vulnerabilities;
  return [
    field('base', baseName(base), width, look, 'title'),
    field('before', formatBytes(size.imageBytes), width, look),
    field(
      'after',
      `${estimatedBytes === null ? '' : 'about '}${formatBytes(after)}, ${formatShare(after, size.imageBytes)} of it`,
      width,
      look,
      'good',
    ),
    line(span(' '.repeat(11)), ...sizeBar(after, 0, Math.max(size.imageBytes, after), Math.max(8, Math.min(40, width - 12)), look, 'good')),
    ...wrappedField('made of', sizeParts(plan), width, look),
    field('strategy', `${strategy}, ${formatCount(files.length)} paths kept`, width, look),
    field('user', `${user.name ?? user.uid}${user.isMade ? ', made by the plan' : ''}`, width, look),
    ...(removed.findings.length === 0 ? [] : [field('resolves', `${formatCount(removed.findings.length)} findings`, width, look)]),
    ...(removed.packages.length === 0 ? [] : [field('drops', `${formatCount(removed.packages.length)} packages`, width, look)]),
    ...(vulnerabilities === null
      ? []
      : [field('known holes', `${vulnerabilities.before} ${look.signs.arrow} ${vulnerabilities.after}`, width, look)]),
    ...(edits.keep.length + edits.drop.length === 0
      ? []
      : [field('by hand', `${edits.keep.length} kept, ${edits.drop.length} dropped`, width, look)]),
    ...warnings.flatMap((warning, i) => wrappedField(i === 0 ? 'warnings' : '', planWarningText(warning), width, look, 'waste')),
  ];
}

function baseName(base: PlanBase): string {
  return base.kind === 'scratch' ? 'scratch' : `${base.reference}, ${formatBytes(base.bytes)}`;
}

function sizeParts({ size: { baseBytes, partBytes } }: Plan): string {
  const parts = [['base', baseBytes] as const, ...planParts.map((part) => [part, partBytes[part]] as const)];
  return parts
    .filter(([, bytes]) => bytes > 0)
    .map(([part, bytes]) => `${part} ${formatBytes(bytes)}`)
    .join(', ');
}
