import type { Plan } from '../model/plan.ts';
import { assembleScript, assemblyFunctions } from './dockerfile/assemble-script.ts';
import { commentLines } from './dockerfile/comment-lines.ts';
import { configInstructions } from './dockerfile/config-instructions.ts';
import { copyInstructions } from './dockerfile/copy-instructions.ts';
import type { DockerfileEntry, DockerfileInput } from './dockerfile/dockerfile-input.ts';
import { mountedFiles } from './dockerfile/mounted-files.ts';
import { runInstructions } from './dockerfile/run-instructions.ts';
import { isUnspeakable } from './dockerfile/shell-word.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import { formatVulnerabilities } from './format-vulnerabilities.ts';
import { planWarningText } from './plan-warning-text.ts';

const mounted: ReadonlySet<string> = new Set(mountedFiles);
const maxWarnings = 20;
const maxNamed = 8;

/**
 * The production stage of a Plan as a Dockerfile for Docker 20.10 and later, with or without BuildKit: a stage that puts together what
 * is kept below one directory, so that a single COPY takes it with links, owners, modes and attributes; the image; and the image with a shell.
 */
export function renderDockerfile(input: DockerfileInput): string {
  const entries = input.entries.filter(({ path }) => isStagedPath(path));
  const lines = [
    ...(input.own === null ? heading(input) : [input.own.text.trimEnd(), '']),
    ...buildStage(input, entries),
    ...productionStage(input, entries),
    ...debugStage(input),
    '',
    '# What docker build makes unless told otherwise.',
    `FROM ${input.stages.production}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether the build stage can put it where the rest is. */
export function isStagedPath(path: string): boolean {
  return !isUnspeakable(path) && !mounted.has(path);
}

function heading({ plan }: DockerfileInput): readonly string[] {
  const { size, removed } = plan;
  const left = removed.vulnerabilities === null ? '' : `, ${formatVulnerabilities(removed.vulnerabilities)}`;
  return commentLines(
    `Production stage by flense ${plan.tool.version}: ${formatBytes(size.imageBytes)} before, ${formatBytes(size.predictedBytes)} after${left}. docker build --target debug adds a shell.`,
  );
}

function buildStage(input: DockerfileInput, entries: readonly DockerfileEntry[]): readonly string[] {
  const { plan, stage, own, hasShell, stages } = input;
  const from = own === null ? [...unknownSource(input), `FROM ${input.from ?? 'flense-source'} AS ${stages.build}`] : [];
  const name = own === null ? [] : ['', `FROM ${own.stageName} AS ${stages.build}`];
  const warnings = [...planWarnings(plan), ...(input.keepsAttributes ? [] : attributeWarnings(entries))];
  if (!hasShell) return [...warnings, '', ...from, ...name, ''];
  return [
    ...warnings,
    '',
    ...from,
    ...name,
    'USER 0:0',
    'SHELL ["/bin/sh", "-c"]',
    'WORKDIR /',
    '',
    ...explanation(stage, entries),
    ...assembly(entries, stage),
    ...(input.debugEntries.length === 0 ? [] : assembly(input.debugEntries, `${stage}-debug`)),
  ];
}

function explanation(stage: string, entries: readonly DockerfileEntry[]): readonly string[] {
  const commands = new Set(entries.map(({ recipe }) => recipe?.command));
  const records = [
    ...(commands.has('about') || commands.has('sums')
      ? [' about takes what dpkg tells of packages, and sums the checksums of what is kept of them.']
      : []),
    ...(commands.has('installed') ? [' installed takes what apk tells of packages, and of what is kept of them.'] : []),
  ].join('');
  return commentLines(
    `What is kept comes together below ${stage}. keep DIRECTORY NAME... takes names of a directory as they are, with all below them, pick what lies deeper; drop takes some away again. A directory stands where most of its files belong.${records}`,
  );
}

function assembly(entries: readonly DockerfileEntry[], stage: string): readonly string[] {
  const start = { reason: '', words: ['mkdir', stage] };
  return runInstructions([start, ...assembleScript(entries, stage)], assemblyFunctions(stage));
}

/** The gravest, which come first. */
function planWarnings({ warnings }: Plan): readonly string[] {
  const rest = warnings.length - maxWarnings;
  return [
    ...warnings.slice(0, maxWarnings).flatMap((one) => commentLines(`WARNING: ${planWarningText(one)}`)),
    ...(rest > 0 ? commentLines(`WARNING: and ${formatCounted(rest, 'more warning')}, which flense advise tells`) : []),
  ];
}

function attributeWarnings(entries: readonly DockerfileEntry[]): readonly string[] {
  const lost = entries.filter(({ hasAttributes }) => hasAttributes).map(({ path }) => path);
  if (lost.length === 0) return [];
  const more = lost.length > maxNamed ? ` and ${lost.length - maxNamed} more` : '';
  const names = `${lost.slice(0, maxNamed).join(', ')}${more}`;
  return commentLines(
    `WARNING: cp of the image does not keep capabilities and other attributes, which these have; flense slim does: ${names}`,
  );
}

function unknownSource({ from, plan }: DockerfileInput): readonly string[] {
  if (from !== null) return [];
  return commentLines(`The image has no name that FROM could take: docker tag ${plan.source.imageId} flense-source`);
}

function productionStage({ plan, stage, hasShell, entries, stages }: DockerfileInput, kept: readonly DockerfileEntry[]): readonly string[] {
  const base = plan.base.kind === 'scratch' ? 'scratch' : plan.base.reference;
  const lost = entries.filter(({ path }) => isUnspeakable(path));
  return [
    `FROM ${base} AS ${stages.production}`,
    ...(hasShell ? [`COPY --from=${stages.build} ${stage}/ /`] : copyInstructions(kept, stages.build)),
    ...entries
      .filter(({ path, made }) => mounted.has(path) && made === null)
      .map(({ path }) => `COPY --from=${stages.build} ${path} ${path}`),
    ...lost.flatMap(({ path }) => commentLines(`WARNING: ${JSON.stringify(path)} cannot be named in a Dockerfile; flense slim has it`)),
    ...configInstructions(plan),
    '',
  ];
}

function debugStage({ stage, hasShell, debugEntries, plan, stages }: DockerfileInput): readonly string[] {
  if (!hasShell || debugEntries.length === 0) {
    return [
      '# The image has no shell of its own. For one to debug with:',
      `#   FROM ${stages.production} AS ${stages.debug}`,
      '#   COPY --from=busybox:musl /bin/busybox /bin/busybox',
      '#   ENTRYPOINT ["/bin/busybox", "sh"]',
    ];
  }
  return [
    `FROM ${stages.production} AS ${stages.debug}`,
    `COPY --from=${stages.build} ${stage}-debug/ /`,
    ...(plan.config.cmd.length === 0 ? [] : ['CMD []']),
    'ENTRYPOINT ["/bin/sh"]',
  ];
}
