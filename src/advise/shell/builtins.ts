import type { ShellKind } from '../../model/facts.ts';

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_15 and what every shell has of its own. */
const common: readonly string[] = [
  ...['.', ':', '[', 'alias', 'bg', 'break', 'cd', 'chdir', 'command', 'continue', 'echo', 'eval', 'exec', 'exit', 'export', 'false', 'fg'],
  ...[
    'getopts',
    'hash',
    'jobs',
    'kill',
    'local',
    'printf',
    'pwd',
    'read',
    'readonly',
    'return',
    'set',
    'shift',
    'source',
    'test',
    'times',
    'trap',
  ],
  ...['true', 'type', 'ulimit', 'umask', 'unalias', 'unset', 'wait'],
];

/** https://www.gnu.org/software/bash/manual/html_node/Bash-Builtins.html */
const ofBash: readonly string[] = [
  ...['bind', 'builtin', 'caller', 'compgen', 'complete', 'compopt', 'declare', 'dirs', 'disown', 'enable', 'fc', 'help', 'history', 'let'],
  ...['logout', 'mapfile', 'popd', 'pushd', 'readarray', 'shopt', 'suspend', 'typeset'],
];

const ofBusybox: readonly string[] = ['[[', 'help', 'history', 'let'];
const ofKorn: readonly string[] = [...ofBash, 'autoload', 'print', 'setopt', 'unsetopt', 'whence', 'zmodload', 'zstyle', 'emulate'];

const builtins: Readonly<Record<ShellKind, ReadonlySet<string>>> = {
  bash: new Set([...common, ...ofBash]),
  busybox: new Set([...common, ...ofBusybox]),
  ksh: new Set([...common, ...ofKorn]),
  posix: new Set(common),
  zsh: new Set([...common, ...ofKorn]),
};

/** What a shell does by itself, without a program. */
export function isBuiltin(kind: ShellKind, name: string): boolean {
  return builtins[kind].has(name);
}
