import { fallbackUid, hasDigest } from './kubernetes-container.ts';
import type { KubernetesInput } from './kubernetes-input.ts';
import { healthCommand } from './kubernetes-probes.ts';
import { isMountable, kubernetesVolumes } from './kubernetes-volumes.ts';

/** What of the image does not go with the restrictions, one sentence each: for the head of the manifest and for the user. */
export function kubernetesProblems(input: KubernetesInput): readonly string[] {
  return [
    ...imageProblems(input),
    ...originalProblems(input),
    ...userProblems(input),
    ...pathProblems(input),
    ...healthProblems(input),
    ...capabilityProblems(input),
  ];
}

function imageProblems({ image }: KubernetesInput): readonly string[] {
  if (hasDigest(image)) return [];
  return ['the image has no digest that a registry knows: push it, and name it by its digest (--deploy NAME@sha256:...)'];
}

const maxNamed = 3;

/** The manifest is of the plan: what it makes, the image that it was made for has not. */
function originalProblems({ plan, isOriginal }: KubernetesInput): readonly string[] {
  const { user, made, warnings } = plan;
  // Where a volume is mounted whoever starts the container makes a directory.
  const mounted = new Set(kubernetesVolumes(plan).map(({ path }) => path));
  const directories = made.filter(({ kind, path }) => kind === 'directory' && !mounted.has(path)).map(({ path }) => path);
  const more = directories.length > maxNamed ? ` and ${directories.length - maxNamed} more` : '';
  const parts = [
    ...(user.isMade ? [`the user ${user.uid}`] : []),
    ...(directories.length === 0 ? [] : [`${directories.slice(0, maxNamed).join(', ')}${more}`]),
    ...(warnings.some(({ code }) => startReplaced.has(code)) ? ['another command'] : []),
  ];
  if (!isOriginal || parts.length === 0) return [];
  return [
    `this is for the slim image, which has ${parts.join(', ')}; the image below is the original, which has not: build the other with flense slim, and name it with --deploy`,
  ];
}

/** Warnings of a plan that starts the program in another way than the image does. */
const startReplaced: ReadonlySet<string> = new Set(['entrypoint-replaced', 'package-manager-replaced', 'user-switch-replaced']);

function userProblems({ plan: { user } }: KubernetesInput): readonly string[] {
  if (user.uid !== 0) return [];
  return [
    `the program runs as root, which runAsNonRoot refuses (${user.reason}): ${fallbackUid} stands in its place, and must be tried out`,
  ];
}

function pathProblems({ plan }: KubernetesInput): readonly string[] {
  const unmountable = [...plan.writablePaths.map(({ path }) => path), ...plan.config.volumes].filter((path) => !isMountable(path));
  return [
    ...unmountable.map((path) => `${path} is written to, and Kubernetes cannot mount a volume there`),
    ...kubernetesVolumes(plan).flatMap(({ path, hides }) => {
      return hides === null
        ? []
        : [`the empty volume at ${path} hides files of the image, ${hides} among them: let the program write elsewhere`];
    }),
    ...plan.writablePaths
      .filter(({ path, mode }) => isMountable(path) && (mode & 0o077) === 0)
      .map(({ path }) => `${path} was open to its owner alone; an emptyDir is open to all, which some programs refuse`),
  ];
}

function healthProblems({ plan: { config, files } }: KubernetesInput): readonly string[] {
  const [form] = config.healthcheck?.test ?? [];
  const shell = files.find(({ path }) => path === '/bin/sh' || path === '/usr/bin/sh')?.path ?? null;
  if (form !== 'CMD-SHELL' || healthCommand(config.healthcheck, shell) !== null) return [];
  return ['HEALTHCHECK needs a shell, which the plan does not keep: a probe of the port stands in its place'];
}

/** A file with the effective bit and a capability that is dropped does not start at all. */
function capabilityProblems({ fileCapabilities }: KubernetesInput): readonly string[] {
  return (fileCapabilities ?? []).flatMap(({ path, capabilities }) => {
    const refused = capabilities.filter((name) => name !== 'cap_net_bind_service');
    return refused.length === 0
      ? []
      : [`${path} has ${refused.join(', ')}, which the restricted standard does not admit: it cannot be started`];
  });
}
