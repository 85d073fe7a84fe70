import type { PlanSettings } from '../model/project-config.ts';
import type { PlanOptions } from './plan-options.ts';

/** What a plan is made with where nobody says. */
export const defaultPlanOptions: PlanOptions = { strategy: 'balanced', base: 'auto', keep: [], drop: [], exec: [], user: 'auto' };

/**
 * The options of the command line over the settings of the project: one that was typed is the stronger, lists add up.
 * @param isTyped whether the user gave the option
 */
export function mergePlanOptions<T extends PlanOptions>(
  options: T,
  settings: PlanSettings,
  isTyped: (name: 'strategy' | 'base' | 'user') => boolean,
): T {
  return {
    ...options,
    strategy: isTyped('strategy') ? options.strategy : (settings.strategy ?? options.strategy),
    base: isTyped('base') ? options.base : (settings.base ?? options.base),
    keep: [...settings.keep, ...options.keep],
    drop: [...settings.drop, ...options.drop],
    exec: [...settings.exec, ...options.exec],
    user: isTyped('user') ? options.user : (settings.user ?? options.user),
  };
}
