import type { Plan, StrategyOutlook } from '../model/plan.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import type { TextStyle } from './text-style.ts';

const columns = { size: 14, strategy: 12, confidence: 8 };
const taken = 2 + columns.size + 2 + columns.strategy + 2 + columns.confidence;

/** What each strategy comes to, and how sure it is that nothing is missing; that of the plan stands out. */
export function planTextStrategies({ strategies, strategy }: Plan, style: TextStyle): readonly string[] {
  if (strategies.length === 0) return [];
  return [style.paint('heading', 'Strategies'), ...strategies.map((one) => outlookLine(one, one.strategy === strategy, style))];
}

function outlookLine({ strategy, predictedBytes, confidence, reason }: StrategyOutlook, isTaken: boolean, style: TextStyle): string {
  const { paint, signs, width } = style;
  const size = `${isTaken ? '' : '~'}${formatBytes(predictedBytes)}`.padStart(columns.size);
  const left = width - taken;
  const why = left < 20 ? '' : cutEnd(escapeTerminal(reason), left, signs.ellipsis);
  const name = strategy.padEnd(columns.strategy);
  const words = `  ${name}  ${confidence.padEnd(columns.confidence)}`;
  return `${isTaken ? paint('good', size) : size}${words}  ${paint('faint', why)}`.trimEnd();
}
