import type { Session } from '../session.ts';

/** `root:adm`, with the image's own names where it has them, otherwise numbers. */
export function ownerName({ userNames, groupNames }: Pick<Session, 'userNames' | 'groupNames'>, uid: number, gid: number): string {
  return `${userNames.get(uid) ?? uid}:${groupNames.get(gid) ?? gid}`;
}
