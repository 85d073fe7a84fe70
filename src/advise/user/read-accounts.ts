import { readTextAt } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import type { Accounts } from './plan-user.ts';

const accountBytes = 1_048_576;

export async function readAccounts(scene: Scene): Promise<Accounts> {
  return {
    passwd: (await readTextAt(scene, '/etc/passwd', accountBytes)) ?? '',
    group: (await readTextAt(scene, '/etc/group', accountBytes)) ?? '',
  };
}
