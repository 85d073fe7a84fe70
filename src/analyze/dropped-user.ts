import type { ReadPattern } from '../model/facts.ts';
import { startChain } from '../program/start-chain.ts';
import type { ImageView } from './image-view.ts';

const scriptBytes = 65_536;

/** The places where entrypoints lie. */
export const droppedUserReads: readonly ReadPattern[] = [
  ...['/*', '/*/*', '/usr/local/bin/*', '/usr/local/sbin/*'].flatMap((place) => [
    { glob: `${place}entrypoint*`, maxBytes: scriptBytes },
    { glob: `${place}.sh`, maxBytes: scriptBytes },
  ]),
  { glob: '/entrypoint', maxBytes: scriptBytes },
  { glob: '/usr/local/bin/*init*', maxBytes: scriptBytes },
];

const droppers = new Set(['chpst', 'gosu', 'runuser', 's6-setuidgid', 'setpriv', 'setuidgid', 'su-exec']);
/** A command at the start of a line or behind `exec` and its like, with a user that is not root. */
const drop =
  /^[ \t]{0,40}(?:exec[ \t]{1,8}|if[ \t]{1,8}|then[ \t]{1,8})?(?<program>chpst|gosu|runuser|s6-setuidgid|setpriv|setuidgid|su-exec)[ \t]{1,8}(?<user>\S[^\n]{0,200})/gm;

/** The program by which the entrypoint visibly becomes another user before it starts the rest; null where none is seen. For those who name `droppedUserReads`. */
export function droppedUser(image: ImageView): string | null {
  const { tree } = image;
  const steps = startChain(tree, image.image.config.config, image.script);
  for (const { command, node, kind } of steps) {
    const name = (command[0] ?? '').slice((command[0] ?? '').lastIndexOf('/') + 1);
    if (node !== null && droppers.has(name) && kind !== 'interpreter' && isOther(command.slice(1).join(' '))) return name;
    const content = node === null || image.script(node) === null ? null : image.content(node);
    const found = content === null ? undefined : dropIn(Buffer.from(content.bytes).toString('latin1'));
    if (found !== undefined) return found;
  }
  return null;
}

function dropIn(text: string): string | undefined {
  return [...text.matchAll(drop)].find(({ groups }) => isOther(groups?.['user'] ?? ''))?.groups?.['program'];
}

/** Whether the arguments name somebody else than root. */
function isOther(words: string): boolean {
  return words !== '' && !/^(?:-u[ \t]?)?(?:root|0)(?:[:\s]|$)|--reuid[= ](?:root|0)\b/.test(words);
}
