import { posix } from 'node:path';
import type { ImageTree } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import type { PlanConfig } from '../model/plan.ts';
import { locateProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import { secretVariables, withoutSecretLines } from './secret-lines.ts';

/** A command that a shell would only split into words. */
const plainCommand = /^[\w@%+:,./-]+(?: +[\w@%+:,./=-]+)*$/;
const shellNames = /(?:^|\/)(?:ba|da|a)?sh$/;
/** Words that only a shell knows. */
const builtins = new Set([
  '.',
  ':',
  'alias',
  'cd',
  'command',
  'eval',
  'exec',
  'exit',
  'export',
  'read',
  'set',
  'shift',
  'source',
  'test',
  'trap',
  'type',
  'ulimit',
  'umask',
  'unset',
  'wait',
]);
const keywords = new Set([
  'case',
  'do',
  'done',
  'elif',
  'else',
  'esac',
  'fi',
  'for',
  'function',
  'if',
  'in',
  'select',
  'then',
  'time',
  'until',
  'while',
]);

/** The runtime configuration without its secrets, and with its commands in exec form, absolute program first. */
export function planConfig(config: RuntimeConfig, tree: ImageTree): PlanConfig {
  const { workingDir, exposedPorts, volumes, healthcheck, stopSignal } = config;
  const { env, labels } = withoutSecretLines(config);
  const secretEnv = secretVariables(config);
  const place = { directories: searchPath(config.env), workingDirectory: workingDir };
  const absolute = (argv: readonly string[]): readonly string[] => {
    const found = argv.length === 0 ? null : locateProgram(tree, argv[0]!, place);
    return found === null ? argv : [realDirectory(tree, posix.normalize(found.path)), ...argv.slice(1)];
  };
  const { entrypoint, cmd } = commandsOf(config);
  const hasEntrypoint = entrypoint.length > 0;
  return {
    env,
    ...(secretEnv.length === 0 ? {} : { secretEnv }),
    entrypoint: absolute(entrypoint),
    cmd: hasEntrypoint ? cmd : absolute(cmd),
    workingDir,
    exposedPorts,
    volumes,
    labels,
    healthcheck: healthcheck === null ? null : { ...healthcheck, test: healthTest(healthcheck.test, config.shell) },
    stopSignal,
  };
}

/**
 * A check in shell form that is one plain command, or one that only turns every failure into the same, needs no shell. A shell that the
 * image sets for it, which nothing that is made of a plan can set, is a command.
 */
export function healthTest(test: readonly string[], shell: readonly string[] | null = null): readonly string[] {
  const [kind, text = ''] = test;
  const words = kind === 'CMD-SHELL' ? plainWords(['/bin/sh', '-c', text.replace(/\s*\|\| *exit 1\s*$/, '')]) : null;
  if (words !== null) return ['CMD', ...words];
  return kind === 'CMD-SHELL' && shell !== null && shell.length > 0 ? ['CMD', ...shell, text] : test;
}

/** Shell form without anything for a shell to do becomes exec form; what a shell is needed for stays. */
export function commandsOf({ entrypoint, cmd }: Pick<RuntimeConfig, 'entrypoint' | 'cmd'>): Pick<RuntimeConfig, 'entrypoint' | 'cmd'> {
  // With an entrypoint in shell form, CMD is nothing but arguments that nobody looks at.
  const fromEntrypoint = plainWords(entrypoint);
  if (fromEntrypoint !== null) return { entrypoint: fromEntrypoint, cmd: [] };
  const fromCommand = entrypoint.length === 0 ? plainWords(cmd) : null;
  return fromCommand === null ? { entrypoint, cmd } : { entrypoint, cmd: fromCommand };
}

/** Words of `sh -c 'exec program argument'`; null for anything else. */
function plainWords(command: readonly string[]): readonly string[] | null {
  const [shell = '', option, text = ''] = command;
  if (command.length !== 3 || !shellNames.test(shell) || option !== '-c' || !plainCommand.test(text.trim())) return null;
  const words = text.trim().split(/ +/);
  const program = words[0] === 'exec' ? words.slice(1) : words;
  const [first] = program;
  return first === undefined || builtins.has(first) || keywords.has(first) || first.includes('=') ? null : program;
}

/** `/bin/node` is `/usr/bin/node` where `/bin` is a link: a base may have it apart. The name itself may be a link that programs look at. */
function realDirectory(tree: ImageTree, path: string): string {
  const directory = resolvePath(tree, posix.dirname(path));
  return directory === null ? path : posix.join(tree.path(directory), posix.basename(path));
}
