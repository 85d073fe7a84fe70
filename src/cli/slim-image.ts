import { existsSync, statSync } from 'node:fs';
import type { Destination } from '../build/destination.ts';
import { parseDestination } from '../build/destination.ts';
import { blockFormat, type LayerCompression } from '../build/layer-compression.ts';
import { planDocument } from '../build/plan-document.ts';
import { openTarget, type SlimTarget } from '../build/slim-target.ts';
import { InspectError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { formatPlatform, type Platform } from '../model/platform.ts';
import { escapeTerminal } from '../report/escape-terminal.ts';
import { formatBytes } from '../report/format-bytes.ts';
import { formatShare } from '../report/format-share.ts';
import { formatVulnerabilities } from '../report/format-vulnerabilities.ts';
import { planWarningText } from '../report/plan-warning-text.ts';
import { renderProofText } from '../report/proof-text.ts';
import type { Host } from './host.ts';
import { limitsOf } from './image-options.ts';
import { NegativeResult } from './negative-result.ts';
import { listPlatforms } from './slim/list-platforms.ts';
import type { PlanSource } from './slim/plan-of.ts';
import { type SlimmedPlatform, slimPlatform } from './slim/slim-platform.ts';
import { tell } from './tell.ts';
import { styleFor } from './terminal-style.ts';
import { withScan } from './with-scan.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type SlimImageOptions = PlanSource & {
  readonly output: string;
  readonly compression: LayerCompression;
  readonly allPlatforms: boolean;
  /** Where the Plan is saved; null: nowhere. */
  readonly savePlan: string | null;
  /** Replaces what is there. */
  readonly force: boolean;
  /** Writes the result also where its proof fails. */
  readonly unproven: boolean;
};

/** @throws InspectError, or NegativeResult where the proof fails */
export async function slimImage(reference: string, options: SlimImageOptions, host: Host): Promise<void> {
  // Fails before anything is read.
  blockFormat(options.compression);
  expectFree(options);
  const destination = parseDestination(options.output);
  const scanned = withScan(options);
  const platforms = options.allPlatforms ? await listPlatforms(reference, options, host) : [null];
  const target = await open(destination, options, host);
  try {
    expectFitting(platforms, target, options);
    const slimmed: SlimmedPlatform[] = [];
    for (const platform of platforms) slimmed.push(await slimOne(reference, platform, target, scanned, host));
    host.signal.throwIfAborted();
    await expectProven(slimmed, options, host);
    await target.put(slimmed.map(({ staged }) => staged));
    if (options.savePlan !== null) await writeFile(options.savePlan, [planDocument(slimmed[0]!.plan).bytes], host.signal);
    await writeOutput(
      host.stdout,
      slimmed.map((one) => summary(one, options.output)),
      host.signal,
    );
  } finally {
    target.discard();
  }
}

function expectFree({ savePlan, force }: SlimImageOptions): void {
  if (savePlan === null || force || !existsSync(savePlan) || !statSync(savePlan).isFile()) return;
  throw new InspectError('exists', `${savePlan}: expected no file by that name for the plan, got one: --force replaces it`);
}

function open(destination: Destination, options: SlimImageOptions, host: Host): Promise<SlimTarget> {
  const { temporaryDirectory, environment, homeDirectory, signal } = host;
  return openTarget(destination, {
    isForced: options.force,
    insecure: options.insecure === true,
    limits: limitsOf(options),
    warn: (warning) => tellUnlessQuiet(warning, options, host),
    temporaryDirectory,
    environment,
    homeDirectory,
    signal,
  });
}

function expectFitting(
  platforms: readonly (Platform | null)[],
  { takesIndex }: SlimTarget,
  { output, plan, savePlan }: SlimImageOptions,
): void {
  if (platforms.length < 2) return;
  if (!takesIndex)
    throw new InspectError(
      'usage',
      `-o ${output}: expected a place for several platforms, got one for a single image: name one with --platform`,
    );
  if (plan !== null || savePlan !== null)
    throw new InspectError(
      'usage',
      '--platform all: expected a plan for each platform, got a file for one: leave out --plan and --save-plan',
    );
}

async function slimOne(
  reference: string,
  platform: Platform | null,
  target: SlimTarget,
  options: SlimImageOptions,
  host: Host,
): Promise<SlimmedPlatform> {
  const compression = target.compression ?? options.compression;
  const slimmed = await slimPlatform(reference, platform, { ...options, compression, workDirectory: target.workDirectory }, host);
  for (const warning of slimmed.warnings) tellUnlessQuiet(warning, options, host);
  for (const warning of slimmed.plan.warnings) tellUnlessQuiet(planWarningText(warning), options, host);
  return slimmed;
}

function tellUnlessQuiet(warning: string, { quiet }: SlimImageOptions, host: Host): void {
  if (quiet !== true) tell(host, `warning: ${warning}`);
}

async function expectProven(slimmed: readonly SlimmedPlatform[], { unproven, color }: SlimImageOptions, host: Host): Promise<void> {
  const failed = slimmed.filter(({ proof }) => !proof.holds);
  const style = styleFor(host.stderr, color, host);
  for (const { proof } of failed) await writeOutput(host.stderr, [renderProofText(proof, style)], host.signal);
  if (failed.length === 0) return;
  if (unproven) return tell(host, 'warning: the proof fails, and the image is written all the same (--unproven)');
  tell(host, 'nothing was written, as the proof fails: --keep what is missing, or write it all the same with --unproven');
  throw new NegativeResult();
}

function summary({ staged, plan, base, proof, imageBytes }: SlimmedPlatform, output: string): string {
  const { size } = proof;
  const stored = staged.layers.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
  const counts = proof.checked.reduce((sum, { count }) => sum + (count ?? 0), 0);
  const { vulnerabilities } = plan.removed;
  const verdict = proof.holds ? `${counts} checks hold` : 'the proof fails';
  return [
    `${escapeTerminal(output)}  ${formatPlatform(staged.platform)}`,
    `  size     ${formatBytes(imageBytes)} -> ${formatBytes(size.slimBytes)} (${formatShare(size.slimBytes, imageBytes)}), ${formatBytes(stored)} stored in ${staged.layers.length} layers`,
    ...(vulnerabilities === null ? [] : [`  known    ${formatVulnerabilities(vulnerabilities)}`]),
    `  base     ${baseText(base, plan)}`,
    `  image    ${staged.config.digest}`,
    `  proof    ${verdict}, nothing was run`,
    '',
  ].join('\n');
}

/** Nothing is pulled unless somebody asked for it, whatever is recommended. */
function baseText(base: string | null, { candidates }: Plan): string {
  if (base !== null) return escapeTerminal(base);
  const best = candidates[0]?.base;
  return best?.kind === 'image'
    ? `scratch, as nothing is pulled unless told; recommended: --base ${escapeTerminal(best.reference)}`
    : 'scratch';
}
