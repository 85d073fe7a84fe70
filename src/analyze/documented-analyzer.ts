import type { AnalyzerText } from '../model/analyzer-text.ts';
import type { Analyzer } from './analyzer.ts';

/** An analyzer that says what it does. All that come with flense do. */
export type DocumentedAnalyzer = Analyzer & AnalyzerText;
