import type { Node } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { innermost } from '../direct-command.ts';
import { commandsOf, healthTest } from '../plan-config.ts';
import type { Scene } from '../tracer.ts';

/** The language runtime that an image starts by itself, in exec form and behind nothing but wrappers that pass their words on. */
export type StartedRuntime = {
  readonly language: 'java' | 'node';
  /** All symlinks followed. */
  readonly program: Node;
  /** As the command finds it. */
  readonly path: string;
  /** Its command line, and that of the health check where that is one of the runtime too. */
  readonly commands: readonly (readonly string[])[];
  /** Programs that start it in the place of the container's engine. */
  readonly wrappers: readonly Node[];
};

const names = { node: /^node(?:js)?$/, java: /^java$/ } as const;

/** null where it starts something else. */
export function startedRuntime(scene: Scene): StartedRuntime | null {
  const { tree, image } = scene.view;
  const { config } = image.config;
  const { entrypoint, cmd } = commandsOf(config);
  const whole = [...entrypoint, ...cmd];
  const command = innermost(whole);
  const locate = locator(config, scene);
  const found = command.length === 0 ? null : locate(command[0]!);
  const name = found === null ? '' : tree.name(found.node);
  const language = names.node.test(name) ? 'node' : names.java.test(name) ? 'java' : null;
  if (found === null || language === null) return null;
  const health = healthCommand(config);
  const isOfHealth = health.length > 0 && locate(health[0]!)?.node === found.node;
  const wrappers = whole.slice(0, whole.length - command.length).flatMap((word) => locate(word)?.node ?? []);
  return { language, program: found.node, path: found.path, commands: [command, ...(isOfHealth ? [health] : [])], wrappers };
}

/** The same image, with another program in the place of the runtime. */
export function restarted({ program }: StartedRuntime, path: string, scene: Scene): RuntimeConfig {
  const { config } = scene.view.image.config;
  const locate = locator(config, scene);
  const { entrypoint, cmd } = commandsOf(config);
  const whole = [...entrypoint, ...cmd];
  const at = whole.length - innermost(whole).length;
  const words = [...whole.slice(0, at), path, ...whole.slice(at + 1)];
  const health = healthCommand(config);
  const { healthcheck } = config;
  const isOfHealth = health.length > 0 && locate(health[0]!)?.node === program;
  return {
    ...config,
    entrypoint: words.slice(0, entrypoint.length),
    cmd: words.slice(entrypoint.length),
    healthcheck: healthcheck !== null && isOfHealth ? { ...healthcheck, test: ['CMD', path, ...health.slice(1)] } : healthcheck,
  };
}

function healthCommand({ healthcheck, shell }: RuntimeConfig): readonly string[] {
  const [kind, ...words] = healthTest(healthcheck?.test ?? [], shell);
  return kind === 'CMD' ? words : [];
}

function locator({ env, workingDir }: RuntimeConfig, { view: { tree } }: Scene): (name: string) => ReturnType<typeof locateProgram> {
  const place = { directories: searchPath(env), workingDirectory: workingDir };
  return (name) => locateProgram(tree, name, place);
}
