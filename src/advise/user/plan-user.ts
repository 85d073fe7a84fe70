import { type Account, parseGroup, parsePasswd } from '../../analyze/accounts.ts';
import type { PlanUser, PlanWarning } from '../../model/plan.ts';
import { warning } from '../need.ts';

export type Accounts = {
  /** Text of the image's passwd and group, '' where there is none. */
  readonly passwd: string;
  readonly group: string;
};

/** Of distroless images, and of whoever needs a user that is nobody else. */
export const nonroot = { name: 'nonroot', uid: 65_532, gid: 65_532, home: '/home/nonroot' } as const;

/** Why the production image must go on as root; '' where nothing is known that needs it. */
export type RootNeed = string;

export type UserChoice = { readonly user: PlanUser; readonly warnings: readonly PlanWarning[] };

/** Who the production image runs as, as numbers: an orchestrator that forbids root cannot look up names. */
export function planUser(configured: string, accounts: Accounts, rootNeed: RootNeed): UserChoice {
  const [userName = '', groupName] = configured.split(':', 2);
  const account = findAccount(userName, accounts);
  if (userName !== '' && account === null) return unknownUser(userName, groupName, accounts);
  const uid = account?.uid ?? 0;
  if (uid !== 0) return { user: namedUser(uid, account, groupName, accounts, 'as the image says'), warnings: [] };
  if (rootNeed !== '') {
    const text = `it runs as root, and stays so: ${rootNeed}; set a USER where it can do without`;
    return { user: namedUser(0, account, groupName, accounts, rootNeed), warnings: [warning('runs-as-root', text)] };
  }
  const { uid: id, gid, name } = nonroot;
  return {
    user: { uid: id, gid, groups: [], name, isMade: true, reason: 'the image runs as root, and nothing in it needs that' },
    warnings: [],
  };
}

function findAccount(name: string, { passwd }: Accounts): Pick<Account, 'name' | 'uid' | 'gid'> | null {
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
function namedUser(
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
  return { uid, gid: Number.isSafeInteger(gid) ? gid : 0, groups: others, name, isMade: false, reason };
}
