import { posix } from 'node:path';
import { type Command, forEachChild, type ParsedScript, type Redirection, type Statement, type SyntaxNode } from 'unbash';

/** They take a user and a command. */
export const userSwitch = /^(?:gosu|su-exec)$/;
/** By which root prepares places, and says so. */
const prepares = new Set([':', '[', 'chmod', 'chown', 'echo', 'find', 'id', 'mkdir', 'printf', 'test', 'true']);

/**
 * Whether a script becomes somebody else nowhere but at the end of an `if`, whose body does nothing before that but to prepare places: no
 * variable, directory, limit or file is set or read that the same script, started as that user, would miss.
 */
export function onlyPrepares(script: ParsedScript): boolean {
  let switches = 0;
  let sound = 0;
  const open: SyntaxNode[] = [script];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'Command' && isSwitch(node)) switches += 1;
    if (node.type === 'If') sound += [node, ...node.elif].filter(({ then }) => endsAsSomebody(then.commands)).length;
    forEachChild(node, (child) => open.push(child));
  }
  return switches > 0 && switches === sound;
}

/** Also where it is not `exec`: then root goes on afterwards. */
function isSwitch({ name, args }: Command): boolean {
  const [first] = args;
  const words = [name?.value ?? '', first?.type === 'Word' ? first.value : ''];
  return words.some((word, at) => (at === 0 || words[0] === 'exec') && userSwitch.test(posix.basename(word)));
}

function endsAsSomebody(body: readonly Statement[]): boolean {
  const last = body.at(-1)?.command;
  if (last?.type !== 'Command' || last.name?.value !== 'exec' || !isSwitch(last) || !isPlain(last)) return false;
  return body.slice(0, -1).every(({ command }) => isPreparing(command));
}

function isPreparing(node: Statement['command']): boolean {
  if (node.type === 'AndOr') return node.commands.every(isPreparing);
  return node.type === 'Command' && isPlain(node) && prepares.has(node.name?.value ?? '');
}

/** Without variables of its own, and what it says goes nowhere or where it goes anyway. */
function isPlain({ prefix, redirects }: Command): boolean {
  return prefix.every(({ type }) => type !== 'Assignment') && redirects.every(isQuiet);
}

function isQuiet(redirect: Redirection): boolean {
  if (redirect.type !== 'Redirect') return false;
  const target = redirect.target?.value ?? '';
  return target === '/dev/null' || (redirect.operator === '>&' && /^\d$/.test(target));
}
