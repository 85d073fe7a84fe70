import { formatUser } from '../../model/format-user.ts';
import type { Plan, PlanBase, PlanConfig } from '../../model/plan.ts';
import { commentLines } from './comment-lines.ts';
import { dockerString, dockerWord, execForm, isOneLine, wordList } from './docker-value.ts';

/** Instructions for what a container is started with. What an instruction cannot say is a warning in its place. */
export function configInstructions({ config, user, base }: Pick<Plan, 'config' | 'user' | 'base'>): readonly string[] {
  return [
    ...config.env.flatMap(envInstruction),
    ...(config.secretEnv ?? []).flatMap((name) =>
      commentLines(`${name} was a secret of the image: give it when the container starts, with --env ${name}`),
    ),
    ...Object.entries(config.labels).sort(byName).flatMap(labelInstruction),
    ...overBase(base, workingDirectory(config), 'WORKDIR /'),
    ...config.exposedPorts.flatMap((port) => checked('EXPOSE', port, port, /^\d{1,5}(?:-\d{1,5})?(?:\/(?:tcp|udp|sctp))?$/.test(port))),
    ...(config.volumes.length === 0 ? [] : [`VOLUME ${wordList(config.volumes)}`]),
    `USER ${formatUser(user)}`,
    ...overBase(base, stopInstruction(config), 'STOPSIGNAL SIGTERM'),
    ...overBase(base, healthInstruction(config), 'HEALTHCHECK NONE'),
    // Before CMD, of which it takes that of the base away.
    ...overBase(base, config.entrypoint.length === 0 ? [] : [`ENTRYPOINT ${execForm(config.entrypoint)}`], 'ENTRYPOINT []'),
    ...(config.cmd.length === 0 ? [] : [`CMD ${execForm(config.cmd)}`]),
  ];
}

/** What no instruction says is as the base has it, and nobody asked for that. */
function overBase(base: PlanBase, lines: readonly string[], usual: string): readonly string[] {
  const isSaid = base.kind === 'scratch' || lines.some((line) => !line.startsWith('#'));
  return isSaid ? lines : [...lines, usual];
}

function workingDirectory({ workingDir }: PlanConfig): readonly string[] {
  return workingDir === '' ? [] : checked('WORKDIR', workingDir, dockerWord(workingDir), isOneLine(workingDir));
}

function stopInstruction({ stopSignal }: PlanConfig): readonly string[] {
  return stopSignal === null ? [] : checked('STOPSIGNAL', stopSignal, stopSignal, /^(?:SIG[A-Z0-9+-]+|\d{1,3})$/.test(stopSignal));
}

function byName([a]: readonly [string, string], [b]: readonly [string, string]): number {
  return a < b ? -1 : 1;
}

function checked(instruction: string, shown: string, value: string, isFit: boolean): readonly string[] {
  return isFit ? [`${instruction} ${value}`] : commentLines(`WARNING: ${instruction} cannot say ${JSON.stringify(shown)}; it is left out`);
}

function envInstruction(line: string): readonly string[] {
  const equals = line.indexOf('=');
  const name = line.slice(0, Math.max(0, equals));
  const isFit = /^[A-Za-z_][\w.-]*$/.test(name) && isOneLine(line);
  return checked('ENV', line, `${name}=${dockerString(line.slice(equals + 1))}`, isFit);
}

function labelInstruction([name, value]: readonly [string, string]): readonly string[] {
  return checked('LABEL', `${name}=${value}`, `${dockerString(name)}=${dockerString(value)}`, name !== '' && isOneLine(name + value));
}

function healthInstruction({ healthcheck }: PlanConfig): readonly string[] {
  if (healthcheck === null) return [];
  const { test, intervalNanoseconds, timeoutNanoseconds, startPeriodNanoseconds, startIntervalNanoseconds, retries } = healthcheck;
  const [form, ...words] = test;
  if (form === 'NONE') return ['HEALTHCHECK NONE'];
  if (form !== 'CMD' && form !== 'CMD-SHELL') return [];
  const options = [
    ...duration('interval', intervalNanoseconds),
    ...duration('timeout', timeoutNanoseconds),
    ...duration('start-period', startPeriodNanoseconds),
    // Only Docker 25 and later know it, and only of those an image can have it.
    ...duration('start-interval', startIntervalNanoseconds),
    ...(retries === undefined ? [] : [`--retries=${retries}`]),
  ];
  const command = form === 'CMD' ? words : ['/bin/sh', '-c', ...words];
  return [['HEALTHCHECK', ...options, 'CMD', execForm(command)].join(' ')];
}

/** Docker takes no less than a millisecond. */
function duration(name: string, nanoseconds: number | undefined): readonly string[] {
  if (nanoseconds === undefined || nanoseconds < 1_000_000) return [];
  return [nanoseconds % 1e9 === 0 ? `--${name}=${nanoseconds / 1e9}s` : `--${name}=${Math.round(nanoseconds / 1e6)}ms`];
}
