import type { Plan } from '../model/plan.ts';
import { fallbackUid, kubernetesContainer } from './kubernetes-container.ts';
import type { KubernetesInput } from './kubernetes-input.ts';
import { lowPort } from './kubernetes-ports.ts';
import { kubernetesVolumes } from './kubernetes-volumes.ts';
import { quoted, type YamlLine, yamlList, yamlMap } from './kubernetes-yaml.ts';

/** The pod, by https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted. */
export function kubernetesPod(input: KubernetesInput): ReturnType<typeof yamlMap> {
  const { plan } = input;
  return yamlMap([
    ['automountServiceAccountToken', false, 'the program does not talk to the API of the cluster'],
    ['securityContext', podContext(plan)],
    ['nodeSelector', nodeSelector(plan)],
    ['containers', yamlList([kubernetesContainer(input)])],
    ...volumeLines(input),
  ]);
}

function podContext(plan: Plan): ReturnType<typeof yamlMap> {
  const { user } = plan;
  const isRoot = user.uid === 0;
  const low = lowPort(plan);
  const who = isRoot ? 'the image runs as root, which is refused; this number is a guess' : `${user.name ?? 'a number'}: ${user.reason}`;
  return yamlMap([
    ['runAsNonRoot', true, 'a pod that would run as root does not start'],
    ['runAsUser', isRoot ? fallbackUid : user.uid, who],
    ['runAsGroup', isRoot ? fallbackUid : user.gid],
    user.groups.length === 0 ? null : ['supplementalGroups', yamlList(user.groups), 'further groups of the user in the image'],
    ['seccompProfile', yamlMap([['type', 'RuntimeDefault']]), 'system calls that containers do not need are refused'],
    low === null
      ? null
      : [
          'sysctls',
          yamlList([
            yamlMap([
              ['name', 'net.ipv4.ip_unprivileged_port_start'],
              ['value', quoted(String(low))],
            ]),
          ]),
          `lets the user listen on port ${low}; a sysctl that the standard admits`,
        ],
  ]);
}

function nodeSelector({ source: { platform } }: Plan): ReturnType<typeof yamlMap> {
  return yamlMap([
    ['kubernetes.io/os', quoted(label(platform.os)), 'the image is for this platform alone'],
    ['kubernetes.io/arch', quoted(label(platform.architecture))],
  ]);
}

/** Of a manifest nobody vouches for. */
function label(text: string): string {
  return /^[a-z0-9]{1,40}$/.test(text) ? text : 'unknown';
}

function volumeLines({ plan, sizeLimitBytes }: KubernetesInput): readonly YamlLine[] {
  const volumes = kubernetesVolumes(plan);
  if (volumes.length === 0) return [];
  const limit = `${Math.max(1, Math.ceil(sizeLimitBytes / 1_048_576))}Mi`;
  const maps = volumes.map(({ name }) =>
    yamlMap([
      ['name', quoted(name)],
      ['emptyDir', yamlMap([['sizeLimit', limit]])],
    ]),
  );
  return [['volumes', yamlList(maps), 'empty at each start; a pod that fills one is evicted, so raise the limits to what it really needs']];
}
