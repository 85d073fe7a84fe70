import { posix } from 'node:path';
import type { RuntimeConfig } from '../model/image-config.ts';
import type { PlanWarning } from '../model/plan.ts';
import { locateProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import { wrappedCommand } from '../program/wrapped-command.ts';
import { warning } from './need.ts';
import { commandsOf } from './plan-config.ts';
import type { Replaced } from './trace-closure.ts';
import type { Scene } from './tracer.ts';

export type DirectCommand = { readonly config: RuntimeConfig; readonly warning: PlanWarning };

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
  const wrappers = whole.slice(0, whole.length - inner.length);
  const isApart = entrypoint.length > 0 && wrappers.length >= entrypoint.length;
  const start = isApart
    ? { entrypoint, cmd: [...wrappers.slice(entrypoint.length), ...argv] }
    : entrypoint.length > 0
      ? { entrypoint: [...wrappers, ...argv], cmd: [] }
      : { entrypoint: [], cmd: [...wrappers, ...argv] };
  const text = `${inner.join(' ')} is replaced by what it runs, ${argv.join(' ')}: variables that ${inner[0]} sets, as npm_package_version, are not there any more`;
  return { config: { ...config, ...start }, warning: warning('package-manager-replaced', text) };
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
