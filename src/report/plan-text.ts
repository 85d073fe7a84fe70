import type { Plan } from '../model/plan.ts';
import { planTextBases } from './plan-text-bases.ts';
import { planTextHead } from './plan-text-head.ts';
import { planTextKept } from './plan-text-kept.ts';
import { planTextRemoved } from './plan-text-removed.ts';
import { planTextStrategies } from './plan-text-strategies.ts';
import { planTextWarnings } from './plan-text-warnings.ts';
import type { TextStyle } from './text-style.ts';

/** A plan for a person at a terminal: what comes out, why, what goes, and what could not be known. */
export function renderPlanText(plan: Plan, style: TextStyle): string {
  const sections = [
    planTextHead(plan, style),
    planTextKept(plan, style),
    planTextRemoved(plan, style),
    planTextBases(plan, style),
    planTextStrategies(plan, style),
    planTextWarnings(plan, style),
  ];
  const lines = sections.filter((section) => section.length > 0).map((section) => section.join('\n'));
  return `${lines.join('\n\n')}\n`;
}
