import { basename } from 'node:path';
import { expectSource } from '../build/expect-source.ts';
import { proofSubject } from '../build/proof-subject.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Limits } from '../model/limits.ts';
import type { Plan } from '../model/plan.ts';
import { type DockerfileInput, usualStages } from '../report/dockerfile/dockerfile-input.ts';
import type { InstructionRemedy } from '../report/dockerfile/own-dockerfile.ts';
import { wholeDiff } from '../report/dockerfile/whole-diff.ts';
import { renderDockerfile } from '../report/dockerfile.ts';
import { formatBytes } from '../report/format-bytes.ts';
import { hasBuildTools, hasProgram, isBusybox, stageDirectory } from './dockerfile/build-tools.ts';
import { debugEntries } from './dockerfile/debug-entries.ts';
import { dockerfileEntries } from './dockerfile/dockerfile-entries.ts';
import { withRecipes } from './dockerfile/record-recipes.ts';
import type { Host } from './host.ts';
import { limitsOf } from './image-options.ts';
import { readTextFile } from './read-text-file.ts';
import { type PlanSource, planOf } from './slim/plan-of.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { withScan } from './with-scan.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type DockerfileImageOptions = PlanSource & {
  /** null: standard output. */
  readonly output: string | null;
  /** The Dockerfile that the image was built with; null: nobody has it. */
  readonly from: string | null;
  /** Prints what to change in that file, with more advice, instead of the whole. */
  readonly diff: boolean;
};

export async function dockerfileImage(reference: string, options: DockerfileImageOptions, host: Host): Promise<void> {
  const scanned = withScan(options);
  await withInspection(reference, options, host, async (inspection) => {
    const parts = [await render(inspection, scanned, host)];
    await (options.output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(options.output, parts, host.signal));
    tellWarnings(inspection, options, host);
  });
}

async function render(inspection: Inspection, options: DockerfileImageOptions, host: Host): Promise<string> {
  const { from, diff } = options;
  if (from === null && diff) throw new InspectError('usage', '--diff: expected --from with the Dockerfile that is to be changed');
  const input = await toInput(inspection, options, host);
  if (from === null) return renderDockerfile(input);
  const before = readTextFile(from, 'a Dockerfile');
  const { ownDockerfile } = await import('../report/dockerfile/own-dockerfile.ts');
  const { text, stageName, advisedText, stages } = ownDockerfile(before, from, remediesOf(inspection));
  const after = renderDockerfile({ ...input, own: { text: diff ? advisedText : text, stageName }, stages });
  return diff ? wholeDiff(before.replace(/\r\n/g, '\n'), after, basename(from)) : after;
}

/** Of what can be mended where it is done. */
function remediesOf({ report }: Inspection): readonly InstructionRemedy[] {
  const wasted = report.waste.items.map(({ instruction, path, bytes, remedy }) => ({
    instruction,
    text: `${remedy} (${formatBytes(bytes)}: ${path})`,
  }));
  const found = report.findings.flatMap(({ evidence, remedy, code }) =>
    evidence.flatMap((one) => (one.kind === 'instruction' ? [{ instruction: one.instruction, text: `${remedy.text} (${code})` }] : [])),
  );
  return [...wasted, ...found];
}

async function toInput(inspection: Inspection, options: DockerfileImageOptions, host: Host): Promise<DockerfileInput> {
  const plan = await planOf(inspection, options, host);
  expectSource(plan, inspection.image);
  return dockerfileInput(plan, inspection, limitsOf(options));
}

/** @param plan of that image */
export async function dockerfileInput(
  plan: Plan,
  { image, tree, blobs }: Pick<Inspection, 'image' | 'tree' | 'blobs'>,
  limits: Limits,
): Promise<DockerfileInput> {
  const { config } = image.config;
  const hasShell = hasBuildTools(tree, config);
  const source = { image, tree, blobs, limits };
  const written = dockerfileEntries(plan, image, tree, hasShell && hasProgram('rm', tree, config));
  const entries = hasShell ? await withRecipes(written, plan, source) : written;
  const subject = await proofSubject(source, config);
  const debug = hasShell ? debugEntries(subject, new Set(entries.map(({ path }) => path))) : [];
  return {
    plan,
    from: fromReference(image),
    entries,
    stage: stageDirectory(tree),
    hasShell,
    keepsAttributes: !isBusybox(tree, config),
    debugEntries: debug,
    own: null,
    stages: usualStages,
  };
}

/** By digest where a registry has it; by the name that an engine knows it by, or will once it is loaded. */
function fromReference({ source, names, manifestDigest }: Image): string | null {
  const name = names.find((one) => /^[a-z0-9][\w./:-]*$/.test(one));
  if (name === undefined || (source !== 'registry' && !name.includes(':'))) return null;
  if (source !== 'registry' || manifestDigest === null) return name;
  return `${name.replace(/:[\w.-]+$/, '')}@${manifestDigest}`;
}
