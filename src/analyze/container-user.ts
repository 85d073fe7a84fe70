import type { ReadPattern } from '../model/facts.ts';
import { type Account, parsePasswd } from './accounts.ts';
import type { Analysis } from './analyzer.ts';
import { capturedText } from './captured-text.ts';
import type { ImageView } from './image-view.ts';

export const passwdPath = '/etc/passwd';
export const containerUserReads: readonly ReadPattern[] = [{ glob: passwdPath, maxBytes: 262_144 }];

/** Who the process of a container is, as an engine resolves USER. */
export type ContainerUser = {
  /** `unset` also where only a group is given. */
  readonly form: 'unset' | 'number' | 'name';
  /** null for a name that the passwd of the image does not have, or of which it cannot be known. */
  readonly uid: number | null;
  /** Of a name. */
  readonly account: Account | null;
  readonly unreadable: Analysis['unreadable'];
};

/** For those who name `containerUserReads` in their `reads`. */
export function containerUser(image: ImageView): ContainerUser {
  const [name = ''] = image.image.config.config.user.split(':', 1);
  if (name === '') return { form: 'unset', uid: 0, account: null, unreadable: [] };
  if (/^\d+$/.test(name)) return { form: 'number', uid: Number(name), account: null, unreadable: [] };
  const { text, unreadable } = capturedText(image, passwdPath);
  const account = parsePasswd(text).entries.find((entry) => entry.name === name) ?? null;
  return { form: 'name', uid: account?.uid ?? null, account, unreadable };
}
