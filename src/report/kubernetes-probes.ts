import type { Healthcheck } from '../model/image-config.ts';
import type { Plan } from '../model/plan.ts';
import { servedPorts } from './kubernetes-ports.ts';
import { isText, quoted, type YamlLine, yamlList, yamlMap } from './kubernetes-yaml.ts';

/** What is asked whether the container lives, and whether it serves. */
export function kubernetesProbes(plan: Plan): readonly YamlLine[] {
  const { config, files } = plan;
  const { ports, by } = servedPorts(plan);
  const port = ports.find(({ protocol }) => protocol === 'TCP')?.port ?? null;
  const known = by === 'EXPOSE' ? `EXPOSE ${port}` : `it is configured to listen on ${port}`;
  const shell = files.find(({ path, kind }) => (path === '/bin/sh' || path === '/usr/bin/sh') && kind !== 'directory')?.path ?? null;
  const command = healthCommand(config.healthcheck, shell);
  const check = config.healthcheck;
  if (command !== null && check !== null) {
    const exec: YamlLine = ['exec', yamlMap([['command', yamlList(command.map(quoted))]])];
    return [
      ['livenessProbe', yamlMap([exec, ...timing(check)]), 'HEALTHCHECK of the image'],
      port === null
        ? ['readinessProbe', yamlMap([exec, ...timing(check)]), 'the same: no TCP port is known to ask']
        : ['readinessProbe', yamlMap([tcp(port)]), `${known}: traffic comes once it listens`],
    ];
  }
  if (port === null) return [];
  const reason = `the image has no HEALTHCHECK that can run; all that is known is a port: ${known}`;
  return [
    ['livenessProbe', yamlMap([tcp(port), ['periodSeconds', 20]]), reason],
    ['readinessProbe', yamlMap([tcp(port)]), `${known}: traffic comes once it listens`],
  ];
}

/** null where there is none, or it needs a shell that the plan does not keep. */
export function healthCommand(check: Healthcheck | null, shell: string | null): readonly string[] | null {
  const [form, ...rest] = check?.test ?? [];
  if (rest.length === 0 || !rest.every(isText)) return null;
  if (form === 'CMD') return rest;
  return form === 'CMD-SHELL' && shell !== null ? [shell, '-c', rest.join(' ')] : null;
}

function tcp(port: number): YamlLine {
  return ['tcpSocket', yamlMap([['port', port]])];
}

/** The defaults of the engine where the image does not say: 30 s, 30 s, 3. */
function timing({ intervalNanoseconds, timeoutNanoseconds, startPeriodNanoseconds, retries }: Healthcheck): readonly YamlLine[] {
  return [
    ...(seconds(startPeriodNanoseconds, 0) === 0 ? [] : [['initialDelaySeconds', seconds(startPeriodNanoseconds, 0)] as const]),
    ['periodSeconds', Math.max(1, seconds(intervalNanoseconds, 30))],
    ['timeoutSeconds', Math.max(1, seconds(timeoutNanoseconds, 30))],
    ['failureThreshold', Math.max(1, Math.min(1_000, retries ?? 3) || 3)],
  ];
}

/** 0 stands for the default, as in the engine. */
function seconds(nanoseconds: number | undefined, otherwise: number): number {
  if (nanoseconds === undefined || nanoseconds === 0) return otherwise;
  return Math.min(86_400, Math.ceil(nanoseconds / 1e9));
}
