import type { Action } from './action.ts';
import { type EffectContext, runEffect } from './run-effect.ts';
import type { State } from './state.ts';
import { update } from './update.ts';

export type Store = {
  readonly state: () => State;
  readonly dispatch: (action: Action) => void;
  /** @returns a function that ends it */
  readonly subscribe: (listener: () => void) => () => void;
};

/**
 * Holds the state, and has what it asks for done.
 * @param onBug is told of a failure that nobody expected, after which the screen is not to be trusted
 */
export function createStore(
  initial: State,
  { terminal, turn, onBug }: Pick<EffectContext, 'terminal' | 'turn'> & { readonly onBug: (error: unknown) => void },
): Store {
  let state = initial;
  const listeners = new Set<() => void>();
  const dispatch = (action: Action): void => {
    const [next, effects] = update(state, action);
    if (next !== state) {
      state = next;
      for (const listener of listeners) listener();
    }
    for (const effect of effects) runEffect(effect, { state: () => state, dispatch, terminal, turn }).catch(onBug);
  };
  return {
    state: () => state,
    dispatch,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
