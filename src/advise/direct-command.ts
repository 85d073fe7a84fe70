import { posix } from 'node:path';
import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import type { PlanWarning } from '../model/plan.ts';
import { locateProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import { wrappedCommand } from '../program/wrapped-command.ts';
import { warning } from './need.ts';
import { commandsOf } from './plan-config.ts';
import type { Replaced } from './trace-closure.ts';
import type { Scene } from './tracer.ts';

export type DirectCommand = {
  readonly config: RuntimeConfig;
  readonly warning: PlanWarning;
  /** The script that is started no more; null where it was another program. */
  readonly script: Node | null;
};

/**
 * The configuration that starts at once what the image's own command only leads to: `tini -- npm start` becomes
 * `tini -- node server.js`. null where there is nothing to replace.
 */
export function directCommand(config: RuntimeConfig, replaced: readonly Replaced[], scene: Scene): DirectCommand | null {
  const { entrypoint, cmd } = commandsOf(config);
  const whole = [...entrypoint, ...cmd];
  const inner = innermost(whole);
  const place = { directories: searchPath(config.env), workingDirectory: config.workingDir };
  const found = inner.length === 0 ? null : locateProgram(scene.view.tree, inner[0]!, place);
  const expected = found === null ? null : JSON.stringify([found.path, ...inner.slice(1)]);
  const one = replaced.find(({ invocation }) => JSON.stringify(invocation.argv.slice(1)) === expected);
  if (one === undefined || posix.resolve('/', one.replacement.workingDir) !== posix.resolve('/', config.workingDir)) return null;
  const { argv } = one.replacement;
  const interpreter = resolvePath(scene.view.tree, one.invocation.argv[0]!);
  const isScript = interpreter !== null && scene.view.shell(interpreter) !== null;
  const scriptWarning = warning(
    'entrypoint-replaced',
    `${found!.path} does nothing but to start ${argv.join(' ')}, which is started at once, without a shell: PWD is not set any more, and another command given to a container is started as it is`,
    found!.path,
  );
  const managerWarning = warning(
    'package-manager-replaced',
    `${inner.join(' ')} is replaced by what it runs, ${argv.join(' ')}: variables that ${inner[0]} sets, as npm_package_version, are not there any more`,
  );
  const wrappers = whole.slice(0, whole.length - inner.length);
  const start = startOf(entrypoint, cmd, wrappers, argv);
  return { config: { ...config, ...start }, script: isScript ? found!.node : null, warning: isScript ? scriptWarning : managerWarning };
}

/** Who gives a container another command gives it in the place of what was CMD. */
function startOf(
  entrypoint: readonly string[],
  cmd: readonly string[],
  wrappers: readonly string[],
  argv: readonly string[],
): Pick<RuntimeConfig, 'entrypoint' | 'cmd'> {
  if (entrypoint.length === 0) return { entrypoint: [], cmd: [...wrappers, ...argv] };
  if (wrappers.length >= entrypoint.length) return { entrypoint, cmd: [...wrappers.slice(entrypoint.length), ...argv] };
  const front = argv.slice(0, Math.max(0, argv.length - cmd.length));
  const isWhole = JSON.stringify([...front, ...cmd]) === JSON.stringify(argv);
  return isWhole ? { entrypoint: [...wrappers, ...front], cmd } : { entrypoint: [...wrappers, ...argv], cmd: [] };
}

/** What is started in the end, by wrappers that leave its words as they are. */
export function innermost(command: readonly string[]): readonly string[] {
  let inner = command;
  for (let next = wrappedCommand(inner); next !== null; next = wrappedCommand(inner)) {
    const isTail = next.length < inner.length && next.every((word, at) => word === inner[inner.length - next!.length + at]);
    if (!isTail) break;
    inner = next;
  }
  return inner;
}
