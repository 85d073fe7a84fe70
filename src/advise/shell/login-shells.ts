import { parsePasswd } from '../../analyze/accounts.ts';
import type { Scene } from '../tracer.ts';
import { readAccounts } from '../user/read-accounts.ts';

const noShell = /(?:^|\/)(?:nologin|false|true|sync|halt|shutdown)$/;

/**
 * The shell of whom `su` becomes, which starts what it is told.
 * @param user null for one that is not known: anybody but root
 */
export async function loginShells(user: string | null, scene: Scene): Promise<readonly string[]> {
  const { passwd } = await readAccounts(scene);
  const accounts = parsePasswd(passwd).entries.filter(({ name }) => (user === null ? name !== 'root' : name === user));
  const shells = accounts.map(({ shell }) => shell).filter((shell) => shell !== '' && !noShell.test(shell));
  return [...new Set(shells)];
}
