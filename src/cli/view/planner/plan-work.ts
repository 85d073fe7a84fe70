import type { ErrorCode } from '../../../model/errors.ts';
import type { FileBlob, Image, LayerBlob } from '../../../model/image.ts';
import type { LayerIndex } from '../../../model/layer-index.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Diagnosis } from '../../../model/report.ts';
import type { Host } from '../../host.ts';
import type { ImageOptions } from '../../image-options.ts';
import type { PlanOptions } from '../../plan-options.ts';

/** All that the thread that plans is given; it can be cloned. */
export type PlanWork = {
  readonly image: Image;
  readonly diagnosis: Diagnosis;
  readonly indexes: readonly LayerIndex[];
  /** Parallel to the layers. Of what is in no file yet, the thread asks for it when it must read it. */
  readonly blobs: readonly (FileBlob | Exclude<LayerBlob['kind'], 'file'>)[];
  readonly options: Pick<ImageOptions, 'cache' | 'limit'>;
  readonly host: Pick<Host, 'build' | 'environment' | 'homeDirectory' | 'temporaryDirectory'>;
};

export type PlanQuestion =
  | { readonly kind: 'plan'; readonly options: PlanOptions }
  | { readonly kind: 'why'; readonly plan: GivenPlan; readonly path: string; readonly drop: readonly string[] }
  | { readonly kind: 'document'; readonly plan: GivenPlan; readonly name: string; readonly reference: string };

/** null: the plan that was asked about last, as a plan is large. */
export type GivenPlan = Plan | null;

/** To the thread. */
export type PlanRequest =
  | { readonly kind: 'ask'; readonly number: number; readonly question: PlanQuestion }
  | { readonly kind: 'kept'; readonly layer: number; readonly blob: FileBlob }
  | ({ readonly kind: 'unkept'; readonly layer: number } & Failure);

/** From the thread. */
export type PlanReply =
  | { readonly kind: 'answer'; readonly number: number; readonly answer: Plan | string }
  | ({ readonly kind: 'failed'; readonly number: number } & Failure)
  /** A layer is to be put into a file. */
  | { readonly kind: 'keep'; readonly layer: number };

/** An expected failure; a bug ends the thread. */
export type Failure = { readonly code: ErrorCode; readonly message: string };
