import { secretVariables } from './kubernetes-env.ts';
import type { KubernetesInput } from './kubernetes-input.ts';
import { firstUnprivilegedPort, lowPort, servedPorts } from './kubernetes-ports.ts';
import { kubernetesProbes } from './kubernetes-probes.ts';
import { kubernetesVolumes } from './kubernetes-volumes.ts';
import { quoted, type YamlLine, yamlList, yamlMap } from './kubernetes-yaml.ts';

/** Stands in for root. */
export const fallbackUid = 65_532;

export function hasDigest(image: string): boolean {
  return /@sha(?:256:[0-9a-f]{64}|512:[0-9a-f]{128})$/.test(image);
}

/** The one container of the pod. */
export function kubernetesContainer(input: KubernetesInput): ReturnType<typeof yamlMap> {
  const { plan, name, image } = input;
  const { ports, by } = servedPorts(plan);
  const volumes = kubernetesVolumes(plan);
  return yamlMap([
    ['name', quoted(name)],
    [
      'image',
      quoted(image),
      hasDigest(image) ? 'by digest, so that what was examined is what runs' : 'to be replaced by a name with a digest',
    ],
    ['securityContext', containerContext(input)],
    ports.length === 0 ? null : ['ports', yamlList(ports.map(portMap)), portReasons[by]],
    ...environment(input),
    ...kubernetesProbes(plan),
    volumes.length === 0
      ? null
      : [
          'volumeMounts',
          yamlList(
            volumes.map(({ name: volume, path, reason }) =>
              yamlMap([
                ['name', quoted(volume)],
                ['mountPath', quoted(path), reason],
              ]),
            ),
          ),
          'all that the program writes to',
        ],
  ]);
}

const portReasons = {
  EXPOSE: 'EXPOSE of the image',
  configuration: 'where its configuration says that it listens; the image exposes nothing',
} as const;

function portMap({ port, protocol }: { readonly port: number; readonly protocol: string }): ReturnType<typeof yamlMap> {
  return yamlMap([
    ['containerPort', port],
    ['protocol', protocol],
  ]);
}

function containerContext(input: KubernetesInput): ReturnType<typeof yamlMap> {
  const added = addedCapabilities(input);
  const capabilities = yamlMap([
    ['drop', yamlList(['ALL']), 'nothing that it was seen to do needs one'],
    added === null ? null : ['add', yamlList(['NET_BIND_SERVICE']), added],
  ]);
  return yamlMap([
    ['allowPrivilegeEscalation', false, 'no setuid file and no file capability gives it more than it starts with'],
    ['capabilities', capabilities],
    ['readOnlyRootFilesystem', true, 'what it writes goes to the volumes below, and nothing changes the program'],
  ]);
}

/** Why the one capability that the restricted standard admits is needed; null where it is not. */
function addedCapabilities({ plan, fileCapabilities }: KubernetesInput): string | null {
  const low = lowPort(plan);
  if (low !== null) return `port ${low} is below ${firstUnprivilegedPort}`;
  const file = fileCapabilities?.find(({ capabilities }) => capabilities.includes('cap_net_bind_service'));
  return file === undefined ? null : `${file.path} has it as a file capability, and does not start without`;
}

function environment({ plan, name }: KubernetesInput): readonly YamlLine[] {
  const secrets = secretVariables(plan.config.env, plan.config.secretEnv);
  if (secrets.length === 0) return [];
  const variables = secrets.map((variable) => {
    const reference = yamlMap([
      ['name', quoted(`${name}-secrets`)],
      ['key', quoted(variable)],
    ]);
    return yamlMap([
      ['name', quoted(variable)],
      ['valueFrom', yamlMap([['secretKeyRef', reference]])],
    ]);
  });
  return [['env', yamlList(variables), 'the image has values of its own for these, which everybody who pulls it can read: take them out']];
}
