import type { GateImage, GateResult, Verdict } from '../model/gate-result.ts';
import { escapeMarkdown, markdownCode } from './escape-markdown.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCount, formatCounted } from './format-count.ts';
import { clip, formatAmount, formatChange, formatFigure, formatLimit, placeText, verdictName } from './gate-figures.ts';

/** By which a bot finds the comment that it wrote before. @param name of one of several, in which nothing ends a comment; null for the only one */
export function gateMarker(name: string | null): string {
  return `<!-- flense: gate${name === null ? '' : ` ${name}`} -->`;
}

const signs: Readonly<Record<Verdict['status'], string>> = { pass: '✅ pass', fail: '❌ fail', uncomputed: '❔ cannot be computed' };

/** A comment for a pull request. @param marker see `gateMarker` */
export function renderGateMarkdown(result: GateResult, marker: string | null): string {
  const { image, baseline, verdicts } = result;
  const failed = verdicts.filter(({ status }) => status !== 'pass');
  const headline = failed.length === 0 ? '✅ Image within its budgets' : `❌ Image over ${formatCounted(failed.length, 'budget')}`;
  const lines = [
    gateMarker(marker),
    `### ${headline}`,
    '',
    ...imageTable(image, baseline),
    '',
    ...verdictTable(verdicts),
    '',
    ...allDetails(failed),
    ...exceptionLines(result),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

type Row = readonly [name: string, figure: (image: GateImage) => number | null, format: (value: number) => string];

const rows: readonly Row[] = [
  ['size', ({ sizeBytes }) => sizeBytes, formatBytes],
  ['compressed', ({ compressedBytes }) => compressedBytes, formatBytes],
  ['reclaimable', ({ reclaimableBytes }) => reclaimableBytes, formatBytes],
  ['layers', ({ layerCount }) => layerCount, formatCount],
  ['files', ({ entryCount }) => entryCount, formatCount],
];

function imageTable(image: GateImage, baseline: GateImage | null): readonly string[] {
  const cell = (value: number | null, format: Row[2]): string => (value === null ? '' : format(value));
  if (baseline === null) {
    const figures = rows.map(([name, figure, format]) => `| ${name} | ${cell(figure(image), format)} |`);
    return [`| | ${markdownCode(image.reference)} |`, '| --- | ---: |', ...figures];
  }
  return [
    `| | ${markdownCode(baseline.reference)} | ${markdownCode(image.reference)} | change |`,
    '| --- | ---: | ---: | ---: |',
    ...rows.map(([name, figure, format]) => {
      const [now, before] = [figure(image), figure(baseline)];
      return `| ${name} | ${cell(before, format)} | ${cell(now, format)} | ${formatChange(now, before, format)} |`;
    }),
  ];
}

function verdictTable(verdicts: readonly Verdict[]): readonly string[] {
  const line = (verdict: Verdict): string => {
    const of = verdict.of === null || verdict.of === verdict.subject ? '' : ` ${markdownCode(clip(verdict.of))}`;
    return `| ${signs[verdict.status]} | ${name(verdict)} | ${formatFigure(verdict)}${of} | ${formatLimit(verdict)} |`;
  };
  return ['| | budget | figure | limit |', '| --- | --- | ---: | ---: |', ...verdicts.map(line)];
}

function name(verdict: Verdict): string {
  const { budget, title, subject } = verdict;
  if (budget === 'findings.fail-on') return escapeMarkdown(verdictName(verdict));
  return subject === null ? escapeMarkdown(title) : `${escapeMarkdown(title)}: ${markdownCode(subject)}`;
}

/** A comment of more than 65,536 characters is refused; the rest of it needs some, too. */
const maxDetailCharacters = 40_000;

function allDetails(failed: readonly Verdict[]): readonly string[] {
  const lines: string[] = [];
  let characters = 0;
  for (const [i, verdict] of failed.entries()) {
    const more = details(verdict);
    characters += more.join('\n').length;
    if (characters > maxDetailCharacters)
      return [...lines, `The details of ${formatCounted(failed.length - i, 'more budget')} are left out.`, ''];
    lines.push(...more);
  }
  return lines;
}

function details(verdict: Verdict): readonly string[] {
  const note = verdict.note === null ? [] : [escapeMarkdown(clip(verdict.note)), ''];
  const remedy = verdict.remedy === null || verdict.remedy === '' ? [] : [`→ ${escapeMarkdown(clip(verdict.remedy))}`, ''];
  return [`<details><summary>${name(verdict)}</summary>`, '', ...note, ...remedy, ...causeTable(verdict), '', '</details>', ''];
}

function causeTable({ causes }: Verdict): readonly string[] {
  if (causes.length === 0) return [];
  const lines = causes.map((cause) => {
    const place = placeText(cause);
    return `| ${formatAmount(cause)} | ${markdownCode(clip(cause.text))} | ${place === '' ? '' : markdownCode(place)} |`;
  });
  return ['| | cause | where |', '| ---: | --- | --- |', ...lines];
}

function exceptionLines({ exceptions }: GateResult): readonly string[] {
  const live = exceptions.filter(({ isExpired }) => !isExpired);
  if (live.length === 0) return [];
  const lines = live.map(({ kind, value, reason, expires, findings }) => {
    return `| ${findings} | ${kind} ${markdownCode(value)} | ${escapeMarkdown(reason)} | ${expires} |`;
  });
  const head = ['| findings | allowed | reason | until |', '| ---: | --- | --- | --- |'];
  return ['<details><summary>exceptions</summary>', '', ...head, ...lines, '', '</details>'];
}
