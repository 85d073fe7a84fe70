import { expectSource } from '../build/expect-source.ts';
import { proveImages } from '../build/prove-images.ts';
import type { Inspection } from '../inspect.ts';
import { InspectError } from '../model/errors.ts';
import type { Proof } from '../model/proof.ts';
import type { Probe, Trial } from '../model/trial.ts';
import { documentParts } from '../report/json.ts';
import { renderProofText } from '../report/proof-text.ts';
import type { TextStyle } from '../report/text-style.ts';
import { renderTrialText } from '../report/trial-text.ts';
import type { Host } from './host.ts';
import { type ImageOptions, limitsOf } from './image-options.ts';
import { NegativeResult } from './negative-result.ts';
import { readPlan } from './read-plan.ts';
import { styleFor } from './terminal-style.ts';
import { tellWarnings, withInspection } from './with-inspection.ts';
import { writeFile } from './write-file.ts';
import { writeOutput } from './write-output.ts';

export type ProofFormat = 'text' | 'json';

export type VerifyImagesOptions = ImageOptions & {
  readonly format: ProofFormat;
  /** null: standard output. */
  readonly output: string | null;
  /** A saved one; null: none. */
  readonly plan: string | null;
  /** Also starts both. */
  readonly run: boolean;
  readonly probes: readonly Probe[];
  /** How long each may run. */
  readonly seconds: number;
};

/** `run` is null unless both were started. */
type Verification = Proof & { readonly run: Trial | null };

/** @throws InspectError, or NegativeResult where the slim image lacks something */
export async function verifyImages(original: string, slim: string, options: VerifyImagesOptions, host: Host): Promise<void> {
  const { format, output, color } = options;
  if (!options.run && options.probes.length > 0)
    throw new InspectError('usage', '--probe: expected --run with it, as only what runs answers');
  const verification = await withInspection(original, options, host, (first) => {
    const sameOptions = { ...options, platform: first.image.config.platform };
    return withInspection(slim, sameOptions, host, (second) => verify(first, second, options, host));
  });
  const parts = render(verification, format, styleFor(output === null ? host.stdout : {}, color, host));
  await (output === null ? writeOutput(host.stdout, parts, host.signal) : writeFile(output, parts, host.signal));
  if (!verification.holds || verification.run?.holds === false) throw new NegativeResult();
}

async function verify(original: Inspection, slim: Inspection, options: VerifyImagesOptions, host: Host): Promise<Verification> {
  const limits = limitsOf(options);
  const plan = options.plan === null ? null : readPlan(options.plan, limits);
  if (plan !== null) expectSource(plan, original.image);
  for (const inspection of [original, slim]) tellWarnings(inspection, options, host);
  const toProve = ({ image, tree, blobs }: Inspection) => ({ image, source: { image, tree, blobs, limits } });
  const proof = await proveImages(toProve(original), toProve(slim), plan);
  if (!options.run) return { ...proof, run: null };
  const run = await start(original, slim, options, host);
  return { ...proof, unchecked: proof.unchecked.filter((phrase) => !phrase.includes('--run')), run };
}

async function start({ image, tree }: Inspection, slim: Inspection, { probes, seconds }: VerifyImagesOptions, host: Host): Promise<Trial> {
  const { tryImages } = await import('../build/trial/try-images.ts');
  return tryImages({ image, tree, config: image.config.config }, slim.image, { probes, seconds, signal: host.signal }, host);
}

function render(verification: Verification, format: ProofFormat, style: TextStyle): Iterable<string> {
  if (format === 'json') return documentParts(verification);
  return [renderProofText(verification, style), ...(verification.run === null ? [] : [renderTrialText(verification.run, style)])];
}
