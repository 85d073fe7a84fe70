import type { AnalyzerText } from '../model/analyzer-text.ts';
import { severities } from '../model/finding.ts';
import { dockleCheckpoints } from './dockle-checkpoints.ts';

/** `docs/analyzers.md`: what each analyzer says of itself, in the order given. */
export function renderAnalyzerDocs(analyzers: readonly AnalyzerText[]): string {
  return `${[introduction, overview(analyzers), ...analyzers.map(section), dockleTable()].join('\n\n')}\n`;
}

const introduction = [
  '# Analyzers',
  '',
  'Made from the texts of the analyzers themselves; a test compares it with them, and writes it anew when `FLENSE_UPDATE_DOCS` is set.',
  '',
  'Each finding has a code, `<analyzer>/<variant>`, that does not change. Its severity is one of critical, high, medium, low and info. ' +
    'Findings are about what a container sees: what a later layer removed is waste, and accounted for there. Programs are known by their ' +
    'content and mode, wherever they lie; a manual page, a completion or a directory of the same name is none. Where a finding comes from, the base image ' +
    'or the layers on top of it, is known where a buildpack labelled the image, or where BuildKit said what it pulled and the layers of that are known: ' +
    'from provenance with `mode=max`, which stands beside the image, or from the digests in plain provenance, in the configuration ' +
    '(`moby.buildkit.buildinfo.v1`) or in the label `org.opencontainers.image.base.digest`, as long as the cache has the manifest of that digest because ' +
    'flense has read the base from its registry before. The digest in a label may be inherited, so that above the layers it names the rest is a guess. ' +
    'Otherwise it is guessed from the history, and said to be a guess: where the pause after a CMD is longer than an hour. Nothing is asked of the ' +
    'network for it, and no table of known layers is shipped, as it would be old on the day of its release. Provenance is believed unsigned: whoever ' +
    'could alter it could as well alter the history.',
].join('\n');

function overview(analyzers: readonly AnalyzerText[]): string {
  const rows = analyzers.map(({ id, title, codes }) => `| [${id}](#${id}) | ${title} | ${severityRange(codes)} |`);
  return ['| analyzer | finds | severity |', '| --- | --- | --- |', ...rows].join('\n');
}

/** `critical to low`, `info`. */
function severityRange(codes: AnalyzerText['codes']): string {
  const used = severities.filter((severity) => Object.values(codes).some((code) => code.severity === severity));
  return used.length < 2 ? (used[0] ?? '') : `${used[0]} to ${used.at(-1)}`;
}

function section({ id, title, description, codes, reads }: AnalyzerText): string {
  const rows = Object.entries(codes).map(([variant, { severity, reason }]) => `| \`${id}/${variant}\` | ${severity} | ${reason} |`);
  const files = (reads ?? []).map(({ glob }) => `\`${glob}\``);
  return [
    `## ${id}`,
    '',
    `**${title}.** ${description}`,
    '',
    '| code | severity | reported for |',
    '| --- | --- | --- |',
    ...rows,
    ...(files.length === 0 ? [] : ['', `Reads ${files.join(', ')}.`]),
  ].join('\n');
}

function dockleTable(): string {
  const rows = dockleCheckpoints.map(({ code, subject, analyzers, difference }) => {
    const links = analyzers.map((id) => `[${id}](#${id})`).join(', ') || '–';
    return `| ${code} | ${subject} | ${links} | ${difference} |`;
  });
  return [
    '## For those who come from dockle',
    '',
    'Its checkpoints, and what answers the same question here. Wherever files can tell, they are judged and not the text of the history.',
    '',
    '| checkpoint | subject | analyzer | what differs |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
