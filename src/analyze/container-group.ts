import type { ReadPattern } from '../model/facts.ts';
import { parseGroup } from './accounts.ts';
import type { Analysis } from './analyzer.ts';
import { capturedText } from './captured-text.ts';
import type { ImageView } from './image-view.ts';

export const groupPath = '/etc/group';
export const containerGroupReads: readonly ReadPattern[] = [{ glob: groupPath, maxBytes: 262_144 }];

/** The group behind the colon of USER, as an engine resolves it. */
export type ContainerGroup = {
  /** null where none is given, or a number. */
  readonly name: string | null;
  /** true also where the group file was not read to its end. */
  readonly isKnown: boolean;
  readonly unreadable: Analysis['unreadable'];
};

/** For those who name `containerGroupReads` in their `reads`. */
export function containerGroup(image: ImageView): ContainerGroup {
  const { user } = image.image.config.config;
  const colon = user.indexOf(':');
  const name = colon < 0 ? '' : user.slice(colon + 1);
  if (name === '' || /^\d+$/.test(name)) return { name: null, isKnown: true, unreadable: [] };
  const { text, unreadable } = capturedText(image, groupPath);
  const isThere = parseGroup(text).entries.some((entry) => entry.name === name);
  return { name, isKnown: isThere || unreadable.length > 0, unreadable };
}
