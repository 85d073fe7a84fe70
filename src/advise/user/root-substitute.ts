import type { PlanUser } from '../../model/plan.ts';
import type { TracedClosure } from '../trace-closure.ts';
import { madeUser } from './nonroot.ts';
import { type Accounts, findAccount, namedUser } from './plan-user.ts';

/**
 * Who would take the place of root: whom the image's servers become by themselves, or a user of the plan's own. null where they become
 * several, or stay root, which nobody else can do for them.
 */
export function rootSubstitute(becomes: TracedClosure['becomes'], accounts: Accounts): PlanUser | null {
  const names = new Set([...becomes.values()].filter((name) => name !== null));
  const [name] = names;
  if (name === undefined) return madeUser;
  const account = findAccount(name, accounts);
  if (names.size > 1 || account === null || account.uid === 0) return null;
  return namedUser(account.uid, account, undefined, accounts, 'whom the image becomes by itself');
}
