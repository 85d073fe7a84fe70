import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BaseImage } from '../../build/base-image.ts';
import { type BuiltSlim, buildSlim } from '../../build/build-slim.ts';
import type { LayerCompression } from '../../build/layer-compression.ts';
import { proveBuilt } from '../../build/prove-built.ts';
import type { StagedImage } from '../../build/staged-image.ts';
import type { Inspection } from '../../inspect.ts';
import type { Plan } from '../../model/plan.ts';
import type { Platform } from '../../model/platform.ts';
import type { Proof } from '../../model/proof.ts';
import type { Host } from '../host.ts';
import { limitsOf } from '../image-options.ts';
import { showWriting } from '../show-writing.ts';
import { withInspection } from '../with-inspection.ts';
import { baseReference } from './base-reference.ts';
import { type PlanSource, planOf } from './plan-of.ts';

export type SlimmedPlatform = {
  readonly plan: Plan;
  /** What it is put on; null: scratch. */
  readonly base: string | null;
  readonly staged: StagedImage;
  readonly proof: Proof;
  /** Of the image that it was made of. */
  readonly imageBytes: number;
  /** Of the layers above the base, uncompressed. */
  readonly ownBytes: number;
  readonly warnings: readonly string[];
};

export type SlimPlatformOptions = PlanSource & {
  readonly compression: LayerCompression;
  /** Exists. */
  readonly workDirectory: string;
};

/** Makes the slim image for one platform, and reads it again to prove it. */
export function slimPlatform(
  reference: string,
  platform: Platform | null,
  options: SlimPlatformOptions,
  host: Host,
): Promise<SlimmedPlatform> {
  const own = { ...options, ...(platform === null ? {} : { platform }), rereads: true };
  return withInspection(reference, own, host, async (inspection) => {
    const plan = await planOf(inspection, own, host);
    const base = baseReference(own.base, plan);
    if (base === null) return { base, ...(await make(inspection, plan, null, own, host)) };
    // The same platform, whatever this machine is.
    const baseOptions = { ...own, platform: inspection.image.config.platform };
    return withInspection(base, baseOptions, host, async (found) => ({ base, ...(await make(inspection, plan, found, own, host)) }));
  });
}

async function make(
  inspection: Inspection,
  plan: Plan,
  base: BaseImage | null,
  options: SlimPlatformOptions,
  host: Host,
): Promise<Omit<SlimmedPlatform, 'base'>> {
  const { image, tree, blobs, diagnosis, warnings } = inspection;
  const source = { image, tree, blobs, limits: limitsOf(options) };
  const directory = join(options.workDirectory, platformDirectory(image.config.platform));
  mkdirSync(directory);
  const progress = showWriting(host, options.quiet === true);
  const { compression } = options;
  let built: BuiltSlim;
  try {
    built = await buildSlim({ plan, image, source, base, compression, directory, signal: host.signal, onProgress: progress.show });
  } finally {
    progress.end();
  }
  const proof = await proveBuilt({ plan, image, source, built, signal: host.signal });
  return { plan, staged: built.staged, proof, imageBytes: diagnosis.image.sizeBytes, ownBytes: built.ownBytes, warnings };
}

function platformDirectory({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant ?? ''].map((part) => part.replace(/[^a-z0-9]/gi, '_')).join('-');
}
