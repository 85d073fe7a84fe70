import type { AnalyzerText } from '../model/analyzer-text.ts';
import type { Evidence } from '../model/finding.ts';
import type { GateResult, Verdict } from '../model/gate-result.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { fallbackPath, type GateAnchors } from './gate-anchors.ts';
import { causeLine, verdictSentence } from './gate-figures.ts';
import { fingerprinter } from './gate-fingerprint.ts';
import { type SarifLevel, type SarifRule, sarifLevels, sarifRules } from './sarif-rules.ts';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
type SarifResult = {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: SarifLevel;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly partialFingerprints: { readonly 'flense/v1': string };
  readonly suppressions?: readonly { readonly kind: 'external'; readonly justification: string }[];
};

type SarifLocation = {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region: { readonly startLine: number } };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string; readonly kind: string }[];
};

/** A log of more is refused by those who read it. */
const maxResults = 5_000;
const maxPlaces = 10;

/**
 * The budgets that failed and all findings, as SARIF 2.1.0; what an exception allows is suppressed.
 * @param texts what the analyzers say of themselves
 */
export function renderSarif(result: GateResult, anchors: GateAnchors, texts: readonly AnalyzerText[]): string {
  const rules = sarifRules(result, texts);
  const fingerprint = fingerprinter();
  const failed = result.verdicts.filter(({ status }) => status !== 'pass');
  const results = [
    ...failed.map((verdict) => verdictResult(verdict, rules, anchors, fingerprint)),
    ...result.findings.slice(0, maxResults - failed.length).map((finding) => findingResult(finding, rules, anchors, fingerprint)),
  ];
  const driver = { name: 'flense', version: result.tool.version, rules };
  const run = { tool: { driver }, columnKind: 'utf16CodeUnits', results };
  return `${JSON.stringify({ $schema: schema, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function verdictResult(
  verdict: Verdict,
  rules: readonly SarifRule[],
  anchors: GateAnchors,
  fingerprint: (...parts: readonly string[]) => string,
): SarifResult {
  const id = `budget/${verdict.budget}`;
  const text = [
    verdictSentence(verdict),
    verdict.status === 'uncomputed' ? null : verdict.note,
    verdict.remedy,
    ...verdict.causes.map(causeLine),
  ];
  return {
    ruleId: id,
    ruleIndex: rules.findIndex((rule) => rule.id === id),
    level: 'error',
    message: { text: text.flatMap((line) => (line === null || line === '' ? [] : [escapeTerminal(line)])).join('\n') },
    locations: locations([verdict.layer], [], anchors),
    partialFingerprints: { 'flense/v1': fingerprint(id, verdict.subject ?? '', verdict.unit) },
  };
}

function findingResult(
  finding: GateResult['findings'][number],
  rules: readonly SarifRule[],
  anchors: GateAnchors,
  fingerprint: (...parts: readonly string[]) => string,
): SarifResult {
  const { code, severity, summary, remedy, evidence, excepted } = finding;
  const paths = evidence.flatMap((one) => (one.kind === 'file' ? [one.path] : []));
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.id === code),
    level: sarifLevels[severity],
    message: { text: `${escapeTerminal(summary)}\n${escapeTerminal(remedy.text)}` },
    locations: locations(evidence.map(layerOf), paths, anchors),
    partialFingerprints: { 'flense/v1': fingerprint(code, paths[0] ?? '', paths.length === 0 ? summary : '') },
    ...(excepted === null ? {} : { suppressions: [{ kind: 'external', justification: escapeTerminal(excepted) }] }),
  };
}

function layerOf(evidence: Evidence): number | null {
  return evidence.kind === 'config' ? null : evidence.layer;
}

/** One place, as readers show the first: the line of the user's file, without which GitHub refuses a result, and the paths in the image. */
function locations(layers: readonly (number | null)[], paths: readonly string[], { path, lineOf }: GateAnchors): readonly SarifLocation[] {
  const line = layers.map(lineOf).find((found) => found !== null) ?? 1;
  const logicalLocations = paths.slice(0, maxPlaces).map((name) => ({ fullyQualifiedName: escapeTerminal(name), kind: 'resource' }));
  const physicalLocation = { artifactLocation: { uri: toUri(path ?? fallbackPath) }, region: { startLine: line } };
  return [{ physicalLocation, ...(logicalLocations.length === 0 ? {} : { logicalLocations }) }];
}

/** A relative reference; a colon in its first part would make a scheme of it. */
function toUri(path: string): string {
  const encoded = path.split('/').map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd')));
  return encoded.join('/');
}
