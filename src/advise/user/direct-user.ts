import { parsePasswd } from '../../analyze/accounts.ts';
import type { ImageTree } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { wrappedCommand } from '../../program/wrapped-command.ts';
import { warning } from '../need.ts';
import { commandsOf } from '../plan-config.ts';
import { type Accounts, runsAsRoot } from './plan-user.ts';

/** The same image, started as somebody else than root. */
export type DirectUser = { readonly config: RuntimeConfig; readonly warning: PlanWarning };

/** They take a user and a command, and have no options that change what becomes of the command. */
const switches = /(?:^|\/)(?:gosu|su-exec)$/;

/**
 * The configuration that starts at once as the user whom the image's own command only becomes: `tini -- gosu app server` becomes
 * `tini -- server` with USER app. null where a script comes before, or there is nothing to switch.
 */
export function directUser(config: RuntimeConfig, accounts: Accounts, tree: ImageTree): DirectUser | null {
  // Which it would set, and an engine leaves as it is.
  const hasHome = config.env.some((line) => line.startsWith('HOME='));
  if (hasHome || !runsAsRoot(config.user, accounts)) return null;
  const { entrypoint, cmd } = commandsOf(config);
  const whole = [...entrypoint, ...cmd];
  const at = switchIndex(whole);
  if (at === null) return null;
  const [program = '', user = ''] = whole.slice(at, at + 2);
  const [name = ''] = user.split(':', 1);
  const found = locateProgram(tree, program, { directories: searchPath(config.env), workingDirectory: config.workingDir });
  const account = parsePasswd(accounts.passwd).entries.find((entry) => entry.name === name || String(entry.uid) === name);
  if (found === null || account === undefined || account.uid === 0 || at + 2 >= whole.length) return null;
  const isKept = (_: string, index: number): boolean => index !== at && index !== at + 1;
  const started = {
    entrypoint: entrypoint.filter(isKept),
    cmd: cmd.filter((word, index) => isKept(word, entrypoint.length + index)),
  };
  const text = `${program} ${user} is left out, as the image starts as ${user} at once; the health check, and what is run in the container besides, is that user's as well`;
  return { config: { ...config, ...started, user }, warning: warning('user-switch-replaced', text, tree.path(found.node)) };
}

/** Behind wrappers that leave their words as they are. */
function switchIndex(whole: readonly string[]): number | null {
  let inner = whole;
  while (inner.length > 0 && !switches.test(inner[0]!)) {
    const next = wrappedCommand(inner);
    if (next === null || !next.every((word, at) => word === inner[inner.length - next.length + at])) return null;
    inner = next;
  }
  return inner.length === 0 ? null : whole.length - inner.length;
}
