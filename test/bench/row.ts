import type { Command, Measurement } from './measure.ts';

/** One line of the table: a command that is run several times. */
export type Row = {
  /** What is printed, and what a target calls it. */
  readonly label: string;
  /** Slow ones are run less often. */
  readonly runs: number;
  /** Called before each run, outside of what is measured. */
  readonly prepare: () => Promise<Command> | Command;
  readonly targets: readonly Target[];
};

/** What is to be reached. `of` is the label of the row that it is compared with. */
export type Target =
  | { readonly kind: 'ratio'; readonly of: string; readonly limit: number }
  | { readonly kind: 'faster'; readonly of: string; readonly times: number }
  | { readonly kind: 'seconds'; readonly limit: number }
  | { readonly kind: 'memory'; readonly limitBytes: number };

/** By label. */
export type Results = ReadonlyMap<string, readonly Measurement[]>;

export function medianSeconds(measurements: readonly Measurement[]): number {
  const sorted = measurements.map(({ seconds }) => seconds).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

export function peakBytes(measurements: readonly Measurement[]): number {
  return Math.max(...measurements.map((measurement) => measurement.peakBytes));
}
