import type { Evidence, OriginFinding, Remedy } from '../model/finding.ts';
import type { Image } from '../model/image.ts';
import type { Report } from '../model/report.ts';
import { type ConfigSecret, configSecrets } from './config-secrets.ts';
import { hideSecrets } from './hide-secrets.ts';

type Hide = (text: string) => string;

/**
 * A report that cites the configuration and the history without the secrets in them: it is stored, sent and read by more people than the
 * image. What is read from files, paths, packages and digests, is as it is, as a password may be a word like any other.
 */
export function redactReport(report: Report, secrets: readonly ConfigSecret[]): Report {
  if (secrets.length === 0) return report;
  const hide = hiding(secrets);
  const hideInstruction = <T extends { readonly instruction: string }>(one: T): T => ({ ...one, instruction: hide(one.instruction) });
  const { image, layers, waste, packages, vulnerabilities, findings } = report;
  return {
    ...report,
    image: { ...image, config: redact(image.config, hide) },
    layers: layers.map((layer) => ({ ...layer, createdBy: hide(layer.createdBy) })),
    waste: { ...waste, items: waste.items.map(hideInstruction) },
    packages: packages.map(hideInstruction),
    ...(vulnerabilities === undefined
      ? {}
      : { vulnerabilities: { ...vulnerabilities, items: vulnerabilities.items.map(hideInstruction) } }),
    findings: findings.map((finding) => redactFinding(finding, hide)),
  };
}

/** The same of findings alone. */
export function redactFindings(findings: readonly OriginFinding[], secrets: readonly ConfigSecret[]): readonly OriginFinding[] {
  if (secrets.length === 0) return findings;
  const hide = hiding(secrets);
  return findings.map((finding) => redactFinding(finding, hide));
}

function hiding(secrets: readonly ConfigSecret[]): Hide {
  const longest = longestFirst(secrets);
  return (text) => hideSecrets(text, longest);
}

/** What a finding says of the configuration or the history it cites; of files it has nothing from there. */
function redactFinding(finding: OriginFinding, hide: Hide): OriginFinding {
  const remedy = redactRemedy(finding.remedy, hide);
  if (finding.evidence.every(({ kind }) => kind === 'file')) return { ...finding, remedy };
  return {
    ...finding,
    summary: hide(finding.summary),
    evidence: finding.evidence.map((one) => redactEvidence(one, hide)),
    remedy: { ...remedy, text: hide(remedy.text) },
  };
}

function redactEvidence(evidence: Evidence, hide: Hide): Evidence {
  switch (evidence.kind) {
    case 'file':
      return evidence;
    case 'instruction':
      return { ...evidence, instruction: hide(evidence.instruction) };
    case 'config':
      return { ...evidence, value: hide(evidence.value) };
  }
}

function redactRemedy(remedy: Remedy, hide: Hide): Remedy {
  return remedy.kind === 'change-instruction' ? { ...remedy, instruction: hide(remedy.instruction) } : remedy;
}

/** The same shape: only strings change. */
function redact<T>(value: T, hide: Hide): T {
  return redactAny(value, hide) as T;
}

function redactAny(value: unknown, hide: Hide): unknown {
  if (typeof value === 'string') return hide(value);
  if (Array.isArray(value)) return value.map((one) => redactAny(one, hide));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redactAny(inner, hide)]));
}

/** As one may be a part of another. */
function longestFirst(secrets: readonly ConfigSecret[]): readonly ConfigSecret[] {
  return secrets.toSorted((a, b) => b.secret.length - a.secret.length);
}

/** An image of which the history can be shown: for outputs that cite it as it is. */
export function withoutSecrets(image: Image): Image {
  const secrets = longestFirst(configSecrets(image.config));
  const history = image.config.history.map((record) => ({ ...record, createdBy: hideSecrets(record.createdBy, secrets) }));
  return { ...image, config: { ...image.config, history } };
}
