/** A group that is told by name is not looked up. */
export type UserIds = { readonly uid: number; readonly gid: number | null };

/** Who `USER` is: numbers as they are, names by `/etc/passwd`; null for a name that it does not have. */
export function userIds(user: string, passwd: string | null): UserIds | null {
  const [name = '', group = ''] = user.split(':');
  const line = passwd?.split('\n').find((one) => one.split(':')[/^\d+$/.test(name) ? 2 : 0] === (name === '' ? 'root' : name));
  const fields = line?.split(':') ?? [];
  const uid = toId(name === '' ? '0' : name) ?? toId(fields[2] ?? '');
  if (uid === null) return null;
  return { uid, gid: group === '' ? (toId(fields[3] ?? '') ?? 0) : toId(group) };
}

function toId(text: string): number | null {
  return /^\d{1,10}$/.test(text) ? Number(text) : null;
}
