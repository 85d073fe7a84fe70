import { posix } from 'node:path';

/** What a shell is told to do. Positions are those of words in its `argv`. */
export type ShellArguments =
  | { readonly kind: 'file'; readonly at: number; readonly isLogin: boolean }
  | { readonly kind: 'text'; readonly at: number; readonly isLogin: boolean }
  /** Commands come from a terminal or a pipe. */
  | { readonly kind: 'input'; readonly isLogin: boolean };

const names = new Set(['sh', 'ash', 'bash', 'dash', 'hush', 'ksh', 'ksh93', 'mksh', 'rbash', 'yash', 'zsh']);
const valued = new Set(['--rcfile', '--init-file']);

/** Whether something of that name is a shell. */
export function isShellName(name: string): boolean {
  return names.has(posix.basename(name).replace(/^-/, ''));
}

/**
 * https://pubs.opengroup.org/onlinepubs/9799919799/utilities/sh.html
 * @param argv of a shell, `argv[0]` its name; of busybox from the name of the applet on
 */
export function parseShellArguments(argv: readonly string[]): ShellArguments {
  let isText = false;
  let isInput = false;
  let isLogin = argv[0]?.startsWith('-') ?? false;
  let at = 1;
  for (; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--' || word === '-') {
      at += 1;
      break;
    }
    if (word === '-l' || word === '--login') isLogin = true;
    else if (word.startsWith('--')) at += valued.has(word) ? 1 : 0;
    else if (/^[-+]\w/.test(word)) {
      isText ||= /^-\w*c/.test(word);
      isInput ||= /^-\w*s/.test(word);
      isLogin ||= /^-\w*l/.test(word);
      // `-o NAME`, also at the end of others: `-euo pipefail`.
      at += word.match(/[oO]/g)?.length ?? 0;
    } else break;
  }
  if (isInput || at >= argv.length) return { kind: 'input', isLogin };
  return { kind: isText ? 'text' : 'file', at, isLogin };
}
