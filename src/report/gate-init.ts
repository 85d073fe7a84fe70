import { stringify } from 'yaml';
import { type Severity, severities } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { escapeTerminal } from './escape-terminal.ts';

/** Those whose absence is most often asked for. */
const absences = ['shell', 'package-manager', 'setuid-file', 'root-user', 'secret'];

/** A `.flense.yml` with the figures of an image as its limits: what is there passes, what comes on top does not. */
export function renderInit(report: Report): string {
  return [
    '# Budgets for the image of this project: `flense ci IMAGE` holds it against them. What is not named is not judged.',
    `# Written by flense init from ${escapeTerminal(withoutDirectory(report.image.reference))}, with the figures of that day, rounded up, as limits.`,
    '# Lower them as the image gets smaller. docs/gate.md has every budget.',
    'budgets:',
    ...sizeLines(report),
    ...wasteLines(report),
    ...growthLines,
    ...findingLines(report),
    '  # How much of the image the plan of flense advise does without:',
    '  # slimness:',
    '  #   droppable: 30%',
    '',
    ...restLines,
    '',
  ].join('\n');
}

/** The file goes into a repository, where nobody wants to know how this machine's directories are called. */
function withoutDirectory(reference: string): string {
  return reference.replace(/^((?:docker-archive|oci|oci-archive):)?\/.*\/(?=[^/])/s, '$1');
}

function sizeLines({ image, layers, directories }: Report): readonly string[] {
  const largest = Math.max(0, ...layers.map(({ sizeBytes }) => sizeBytes));
  const top = directories.filter(({ path }) => /^\/[^/]+$/.test(path)).slice(0, 3);
  return [
    '  size:',
    `    image: ${formatLimit(image.sizeBytes)}`,
    image.compressedBytes === null
      ? '    # compressed: 100MB # the layers of this image are stored uncompressed'
      : `    compressed: ${formatLimit(image.compressedBytes)}`,
    `    layer: ${formatLimit(largest)} # the largest of them`,
    `    layers: ${layers.length}`,
    `    files: ${image.entryCount}`,
    ...(top.length === 0 ? [] : ['    directories:']),
    ...top.map(({ path, sizeBytes }) => `      ${yamlKey(path)}: ${formatLimit(sizeBytes)}`),
    '    # packages:',
    "    #   'libicu*': 40MB",
  ];
}

function wasteLines({ image, waste }: Report): readonly string[] {
  const percent = image.sizeBytes === 0 ? 0 : Math.ceil((1_000 * waste.reclaimableBytes) / image.sizeBytes) / 10;
  return [
    '  waste:',
    `    bytes: ${formatLimit(waste.reclaimableBytes)} # shipped, and seen by no container`,
    `    ratio: ${Math.min(100, percent)}%`,
    '    floor: 1MB # waste up to this passes whatever its share',
  ];
}

const growthLines = [
  '  # Growth is measured from --baseline IMAGE|report.json, and cannot be computed without:',
  '  # growth:',
  '  #   total: 10MB, 5%',
  '  #   user: 2MB',
];

/** The severity above the worst that there is, unless something was not looked at; the analyzers that ran whole and found nothing. */
function findingLines({ findings, outcomes }: Report): readonly string[] {
  const found = new Set(findings.map(({ severity }) => severity));
  const worst = severities.findIndex((severity) => found.has(severity));
  const level: Severity | undefined = worst === -1 ? 'info' : severities[worst - 1];
  const count = (id: string): number => findings.filter(({ code }) => code.startsWith(`${id}/`)).length;
  const clean = absences.filter((id) => count(id) === 0 && outcomes.some(({ analyzer, status }) => analyzer === id && status === 'ok'));
  const dirty = absences.filter((id) => count(id) > 0);
  return [
    '  findings:',
    failOnLine(level, outcomes),
    `    forbid: [${clean.join(', ')}]`,
    ...dirty.map((id) => `    # - ${id}: ${count(id)} found now`),
  ];
}

function failOnLine(level: Severity | undefined, outcomes: Report['outcomes']): string {
  if (level === undefined) return '    # fail-on: critical # there are critical findings now';
  const troubled = outcomes.find(({ analyzer, status }) => status !== 'ok' && analyzer !== 'packages');
  if (troubled === undefined) return `    fail-on: ${level}`;
  return `    # fail-on: ${level} # it cannot be computed now: ${troubled.analyzer} could not look at everything`;
}

const restLines = [
  '# Findings that are known and allowed for a while; one that has expired fails.',
  '# exceptions:',
  '#   - path: /usr/bin/su',
  '#     code: setuid-file',
  '#     reason: needed by the entrypoint until it drops privileges itself',
  '#     expires: 2030-12-31',
  '',
  '# What flense advise, dockerfile, slim and k8s are told.',
  '# plan:',
  '#   strategy: balanced',
  "#   keep: ['/app/plugins/**']",
  "#   exec: ['node migrate.js']",
];

const units: readonly (readonly [unit: string, bytes: number])[] = [
  ['GB', 1e9],
  ['MB', 1e6],
  ['kB', 1e3],
];

/** Three digits, rounded up: `20.7MB`. */
function formatLimit(bytes: number): string {
  const [unit, factor] = units.find(([, least]) => bytes >= least) ?? ['B', 1];
  if (factor === 1) return `${bytes}B`;
  const value = bytes / factor;
  const precision = value >= 100 ? 1 : value >= 10 ? 10 : 100;
  const steps = Math.ceil(value * precision);
  // What is read back is rounded down.
  const isEnough = Math.floor((steps / precision) * factor) >= bytes;
  return `${(isEnough ? steps : steps + 1) / precision}${unit}`;
}

/** A path as a glob that matches it alone. */
function yamlKey(path: string): string {
  return stringify(path.replace(/[\\*?[\]{}!]/g, '\\$&'), { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' }).trimEnd();
}
