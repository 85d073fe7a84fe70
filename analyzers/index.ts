import type { Analyzer } from '../src/analyze/analyzer.ts';

/** Every analyzer, each a line. */
export const analyzers: readonly Analyzer[] = [];
