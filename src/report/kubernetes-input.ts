import type { Plan } from '../model/plan.ts';

export type KubernetesInput = {
  readonly plan: Plan;
  /** Of the objects: a DNS label. */
  readonly name: string;
  /** What is pulled. */
  readonly image: string;
  /** Of each volume for a writable path. */
  readonly sizeLimitBytes: number;
  /** Kept files that carry capabilities, `cap_net_raw` and so on; null where nobody looked. */
  readonly fileCapabilities: readonly FileCapability[] | null;
};

export type FileCapability = { readonly path: string; readonly capabilities: readonly string[] };
