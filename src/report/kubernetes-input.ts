import type { Plan } from '../model/plan.ts';

export type KubernetesInput = {
  readonly plan: Plan;
  /** Of the objects: a DNS label. */
  readonly name: string;
  /** What is pulled. */
  readonly image: string;
  /** Whether that is the image that the plan is about, and not one that was made by the plan. */
  readonly isOriginal: boolean;
  /** Of each volume for a writable path. */
  readonly sizeLimitBytes: number;
  /** Kept files that carry capabilities, `cap_net_raw` and so on; null where nobody looked. */
  readonly fileCapabilities: readonly FileCapability[] | null;
};

export type FileCapability = { readonly path: string; readonly capabilities: readonly string[] };
