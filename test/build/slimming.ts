import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { BaseImage } from '../../src/build/base-image.ts';
import { type BuiltSlim, buildSlim } from '../../src/build/build-slim.ts';
import type { LayerCompression } from '../../src/build/layer-compression.ts';
import { proveBuilt } from '../../src/build/prove-built.ts';
import { type ReadBack, readBack } from '../../src/build/read-back.ts';
import type { Inspection } from '../../src/inspect.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Proof } from '../../src/model/proof.ts';
import { inspecting } from '../inspecting.ts';
import type { TestCompression } from '../support/compress.ts';
import type { ImageInput } from '../support/image-config.ts';
import type { LayerInput } from '../support/layers.ts';
import { ociLayout } from '../support/oci-layout.ts';
import { type PlanInput, plan } from '../support/plan.ts';
import { temporaryDirectory, temporaryFiles } from '../support/temporary-directory.ts';

/** An image of these layers, open until the test ends. */
export async function imageOf(
  layers: readonly LayerInput[],
  input: Partial<ImageInput> & { readonly compression?: TestCompression } = {},
): Promise<Inspection> {
  const inspection = await inspecting(temporaryFiles(ociLayout({ layers, compression: 'gzip', ...input })));
  onTestFinished(inspection.close);
  return inspection;
}

export type Slimming = { readonly plan: Plan; readonly built: BuiltSlim; readonly back: ReadBack; readonly prove: () => Promise<Proof> };

export type SlimmingOptions = {
  readonly base?: BaseImage;
  readonly compression?: LayerCompression;
  readonly limits?: Partial<Limits>;
  /** The plan itself, of whatever image. */
  readonly plan?: Plan;
};

/** Slims an image by a plan and reads the result. */
export async function slimming({ image, tree, blobs }: Inspection, input: PlanInput, options: SlimmingOptions = {}): Promise<Slimming> {
  const signal = new AbortController().signal;
  const limits = { ...defaultLimits, ...options.limits };
  const whole = options.plan ?? plan(input, image, tree);
  const source = { image, tree, blobs, limits };
  const { base = null, compression = 'gzip' } = options;
  const directory = join(temporaryDirectory(), 'work');
  const built = await buildSlim({ plan: whole, image, source, base, compression, directory, signal, onProgress: () => {} });
  const back = await readBack(built.staged, defaultLimits, signal);
  onTestFinished(back.close);
  return { plan: whole, built, back, prove: () => proveBuilt({ plan: whole, image, source, built, signal }) };
}
