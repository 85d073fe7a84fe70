import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import * as every from './every.ts';

/** Each by its name, for whoever wants only some of them. */
export * from './every.ts';

/** All of them, by id. */
export const analyzers: readonly DocumentedAnalyzer[] = Object.values(every).sort((a, b) => (a.id < b.id ? -1 : 1));
