import { type Account, parseGroup, parsePasswd } from '../../analyze/accounts.ts';
import type { PlanUser, PlanWarning, UserOption } from '../../model/plan.ts';
import { warning } from '../need.ts';
import { madeUser, nonroot } from './nonroot.ts';
import type { RootNeed } from './root-need.ts';

export type Accounts = {
  /** Text of the image's passwd and group, '' where there is none. */
  readonly passwd: string;
  readonly group: string;
};

export type UserChoice = { readonly user: PlanUser; readonly warnings: readonly PlanWarning[] };

/**
 * Who the production image runs as, as numbers: an orchestrator that forbids root cannot look up names.
 * @param needs of root; only looked at where the image runs as root
 * @param substitute in the place of root
 */
export function planUser(
  configured: string,
  accounts: Accounts,
  needs: readonly RootNeed[],
  option: UserOption = 'auto',
  substitute: PlanUser = madeUser,
): UserChoice {
  const { user, warnings } = chooseFor({ configured, accounts, needs, option, substitute });
  return { user, warnings: [...warnings, ...groupWarnings(configured, accounts)] };
}

type ChooseFor = {
  readonly configured: string;
  readonly accounts: Accounts;
  readonly needs: readonly RootNeed[];
  readonly option: UserOption;
  readonly substitute: PlanUser;
};

function chooseFor({ configured, accounts, needs, option, substitute }: ChooseFor): UserChoice {
  const [userName = '', groupName] = configured.split(':', 2);
  const account = findAccount(userName, accounts);
  if (userName !== '' && account === null) return unknownUser(userName, groupName, accounts);
  const uid = account?.uid ?? 0;
  if (uid !== 0) return { user: namedUser(uid, account, groupName, accounts, 'as the image says'), warnings: [] };
  if (option === 'root') return { user: namedUser(0, account, groupName, accounts, 'asked for with --user'), warnings: [] };
  if (needs.length > 0 && option === 'auto') {
    return { user: namedUser(0, account, groupName, accounts, needs[0]!.reason), warnings: needWarnings('runs-as-root', needs) };
  }
  const reason = option === 'auto' ? substitute.reason : 'asked for with --user';
  return { user: { ...substitute, reason }, warnings: needWarnings('may-need-root', needs) };
}

/** Whether the image leaves it to the plan who it runs as. */
export function runsAsRoot(configured: string, accounts: Accounts): boolean {
  const [name = ''] = configured.split(':', 1);
  return name === '' || findAccount(name, accounts)?.uid === 0;
}

const maxNamed = 4;

function needWarnings(code: 'runs-as-root' | 'may-need-root', needs: readonly RootNeed[]): readonly PlanWarning[] {
  const [first, second] = needs;
  if (first === undefined) return [];
  const told = needs.slice(0, maxNamed).map(({ reason }) => reason);
  const rest = needs.length > maxNamed ? `; and ${needs.length - maxNamed} more` : '';
  const reasons = `${told.join('; ')}${rest}`;
  const text =
    code === 'runs-as-root'
      ? `it runs as root, and stays so: ${reasons}. Where it can do without, give it --user nonroot or set a USER`
      : `it may need root: ${reasons}. Leave --user nonroot out if it does`;
  return second === undefined ? [warning(code, text, first.path, first.line)] : [warning(code, text)];
}

function groupWarnings(configured: string, { group }: Accounts): readonly PlanWarning[] {
  const [, name = ''] = configured.split(':', 2);
  if (name === '' || /^\d+$/.test(name) || parseGroup(group).entries.some((entry) => entry.name === name)) return [];
  const text = `the group ${JSON.stringify(name)} is not in the image's /etc/group, so that no container of it starts; the user's own is taken`;
  return [warning('unknown-group', text, '/etc/group')];
}

export function findAccount(name: string, { passwd }: Accounts): Pick<Account, 'name' | 'uid' | 'gid'> | null {
  const { entries } = parsePasswd(passwd);
  if (!/^\d+$/.test(name)) return entries.find((entry) => entry.name === name) ?? (name === 'root' ? { name, uid: 0, gid: 0 } : null);
  return entries.find(({ uid }) => uid === Number(name)) ?? { name: '', uid: Number(name), gid: 0 };
}

function unknownUser(name: string, group: string | undefined, accounts: Accounts): UserChoice {
  const text = `the user ${JSON.stringify(name)} is not in the image's /etc/passwd, so that no container of it starts; a number would do`;
  const user = namedUser(nonroot.uid, null, group, accounts, 'the user that the image names does not exist');
  return { user: { ...user, gid: nonroot.gid }, warnings: [warning('unknown-user', text, '/etc/passwd')] };
}

/** A group that is given replaces all others, as engines have it. */
export function namedUser(
  uid: number,
  account: Pick<Account, 'name' | 'gid'> | null,
  groupName: string | undefined,
  { group }: Accounts,
  reason: string,
): PlanUser {
  const { entries } = parseGroup(group);
  const name = account === null || account.name === '' ? null : account.name;
  const given = groupName === undefined || groupName === '' ? null : groupName;
  const gid = given === null ? (account?.gid ?? 0) : (entries.find((entry) => entry.name === given)?.gid ?? Number(given));
  const groups = given !== null || name === null ? [] : entries.filter(({ members }) => members.includes(name)).map((entry) => entry.gid);
  const others = [...new Set(groups)].filter((other) => other !== gid).sort((a, b) => a - b);
  return { uid, gid: Number.isSafeInteger(gid) ? gid : (account?.gid ?? 0), groups: others, name, isMade: false, reason };
}
