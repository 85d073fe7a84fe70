import type { Plan, PlanWarning } from '../model/plan.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { wrapWords } from './fit-text.ts';
import { formatCounted } from './format-count.ts';
import { planWarningText } from './plan-warning-text.ts';
import type { TextStyle } from './text-style.ts';

const maxWarnings = 20;

/** What could not be known, the gravest first. */
export function planTextWarnings({ warnings }: Plan, style: TextStyle): readonly string[] {
  const { paint } = style;
  if (warnings.length === 0) return [paint('good', 'No warnings: everything that was looked for was found.')];
  const rest = warnings.length - maxWarnings;
  return [
    paint('bad', `Warnings (${warnings.length})`),
    ...warnings.slice(0, maxWarnings).flatMap((one) => warningLines(one, style)),
    ...(rest > 0 ? [paint('faint', `    and ${formatCounted(rest, 'more warning')}, in --format json`)] : []),
  ];
}

function warningLines(warning: PlanWarning, { signs, width }: TextStyle): readonly string[] {
  return wrapWords(escapeTerminal(planWarningText(warning)), width - 4, signs.ellipsis).map(
    (one, i) => `  ${i === 0 ? signs.bullet : ' '} ${one}`,
  );
}
