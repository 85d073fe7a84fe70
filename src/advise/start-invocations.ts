import type { RuntimeConfig } from '../model/image-config.ts';
import { commandsOf, healthTest } from './plan-config.ts';
import type { Invocation } from './tracer.ts';

const shells: readonly string[] = ['/bin/sh', '-c'];

/**
 * What a container of the image is told to run: ENTRYPOINT with CMD behind it, and the health check. A further program is a
 * command for the image's shell unless it is a plain one.
 */
export function startInvocations(config: RuntimeConfig, further: readonly (readonly string[])[]): readonly Invocation[] {
  const place = { env: config.env, workingDir: config.workingDir || '/', from: null, confidence: 'certain' as const };
  const { entrypoint, cmd } = commandsOf(config);
  const commands: readonly (readonly [argv: readonly string[], reason: string])[] = [
    [[...entrypoint, ...cmd], config.entrypoint.length > 0 ? 'the entrypoint' : 'the command'],
    [healthCommand(config), 'the health check'],
    ...further.map((argv) => [argv, 'asked for with --exec'] as const),
  ];
  return commands.filter(([argv]) => argv.length > 0).map(([argv, reason]) => ({ ...place, argv, reason }));
}

/** https://docs.docker.com/reference/dockerfile/#healthcheck */
function healthCommand({ healthcheck, shell }: RuntimeConfig): readonly string[] {
  const [kind, ...words] = healthTest(healthcheck?.test ?? [], shell);
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' && words[0] !== undefined ? [...shells, words[0]] : [];
}
