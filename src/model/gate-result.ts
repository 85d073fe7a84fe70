import type { Budget } from './budget.ts';
import type { Digest } from './digest.ts';
import type { OriginFinding } from './finding.ts';
import type { GateException } from './gate-exception.ts';
import type { Platform } from './platform.ts';

/** Raised whenever a field changes its meaning or leaves. */
export const gateSchemaVersion = 1;

/** What the gate says: plain JSON, of which each format is a rendering. Nothing in it is escaped; whoever renders it does that. */
export type GateResult = {
  readonly schemaVersion: typeof gateSchemaVersion;
  readonly tool: { readonly name: 'flense'; readonly version: string };
  readonly status: 'pass' | 'fail';
  readonly image: GateImage;
  /** null where none was given. */
  readonly baseline: GateImage | null;
  /** In the order of the table of budgets; the expired exceptions last. */
  readonly verdicts: readonly Verdict[];
  /** In the order of the file. */
  readonly exceptions: readonly (GateException & { readonly isExpired: boolean; readonly findings: number })[];
  /** All findings of the report, in its order; `excepted` is the reason of the exception that allows it, null without one. */
  readonly findings: readonly (OriginFinding & { readonly excepted: string | null })[];
};

export type GateImage = {
  readonly reference: string;
  readonly imageId: Digest;
  readonly platform: Platform;
  readonly sizeBytes: number;
  readonly compressedBytes: number | null;
  readonly layerCount: number;
  readonly entryCount: number;
  readonly reclaimableBytes: number;
};

export type Verdict = Omit<Budget, 'id' | 'unit'> & {
  readonly budget: Budget['id'] | 'exceptions';
  readonly unit: Budget['unit'] | 'days';
  /** `title` of the budget's table. */
  readonly title: string;
  /** `uncomputed` fails the gate, too. */
  readonly status: 'pass' | 'fail' | 'uncomputed';
  /** In the unit of the limit; null where it could not be computed, or has grown from nothing in percent. */
  readonly figure: number | null;
  /** What the figure is of, where the budget looks at several things: a path, a package, a layer. */
  readonly of: string | null;
  /** One sentence: why it could not be computed, or what else to know. */
  readonly note: string | null;
  /** What to do; null where it passed. */
  readonly remedy: string | null;
  /** Of the largest cause. */
  readonly layer: number | null;
  readonly instruction: string | null;
  /** Five at most, the largest first; none where it passed. */
  readonly causes: readonly Cause[];
};

export type Cause = {
  readonly text: string;
  /** What it weighs, in bytes or in number; null where it is not a matter of size. */
  readonly amount: number | null;
  readonly unit: 'bytes' | 'count';
  readonly layer: number | null;
  readonly instruction: string | null;
};
