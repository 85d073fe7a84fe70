import { medianSeconds, peakBytes, type Results, type Row, type Target } from './row.ts';

/** A target, what came of it, and whether it is reached; null where the row that it is measured against did not run. */
export type Judgement = { readonly target: string; readonly measured: string; readonly isReached: boolean | null };

export function judge(row: Row, target: Target, results: Results): Judgement {
  const measurements = results.get(row.label) ?? [];
  const seconds = medianSeconds(measurements);
  switch (target.kind) {
    case 'seconds':
      return compared(`≤ ${target.limit * 1000} ms`, `${Math.round(seconds * 1000)} ms`, seconds <= target.limit);
    case 'memory': {
      const peak = peakBytes(measurements);
      return compared(`≤ ${megabytes(target.limitBytes)}`, megabytes(peak), peak <= target.limitBytes);
    }
    case 'ratio': {
      const other = results.get(target.of);
      const ratio = other === undefined ? Number.NaN : seconds / medianSeconds(other);
      return compared(`≤ ${target.limit} × ${target.of}`, `${ratio.toFixed(2)} ×`, other === undefined ? null : ratio <= target.limit);
    }
    case 'faster': {
      const other = results.get(target.of);
      const times = other === undefined ? Number.NaN : medianSeconds(other) / seconds;
      const text = `≥ ${target.times} × faster than ${target.of}`;
      return compared(text, `${times.toFixed(1)} × faster`, other === undefined ? null : times >= target.times);
    }
  }
}

function compared(target: string, measured: string, isReached: boolean | null): Judgement {
  return { target, measured: isReached === null ? 'not measured' : measured, isReached };
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
