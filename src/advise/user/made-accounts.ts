import type { MadeFile, PlanUser } from '../../model/plan.ts';
import { nonroot } from './nonroot.ts';
import type { Accounts } from './plan-user.ts';

const rootLine = 'root:x:0:0:root:/root:/sbin/nologin';

/** The user that the plan makes, in the image's own lists of users and groups, or in such as any program can read. */
export function madeAccounts(user: PlanUser, { passwd, group }: Accounts): readonly MadeFile[] {
  if (!user.isMade) return [];
  const { name, uid, gid, home } = nonroot;
  // Images that are made to do without root may have it already.
  const [hasGroup, hasUser] = [group, passwd].map((text) => text.split('\n').some((line) => line.startsWith(`${name}:`)));
  const reason = hasUser ? `the user ${name}` : `the user ${name}, which the image has not`;
  return [
    file('/etc/group', withLine(group || 'root:x:0:\n', hasGroup ? '' : `${name}:x:${gid}:`), reason),
    file(
      '/etc/passwd',
      withLine(passwd || `${rootLine}\n`, hasUser ? '' : `${name}:x:${uid}:${gid}:${name}:${home}:/sbin/nologin`),
      reason,
    ),
    { ...file(home, '', reason), kind: 'directory', mode: 0o700, uid, gid },
  ];
}

function withLine(text: string, line: string): string {
  if (line === '') return text;
  return `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${line}\n`;
}

function file(path: string, content: string, reason: string): MadeFile {
  return { path, kind: 'file', mode: 0o644, uid: 0, gid: 0, content, linkTarget: null, reason };
}
