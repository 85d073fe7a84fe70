import { Document, type YAMLMap } from 'yaml';
import { InspectError } from '../model/errors.ts';
import { formatVulnerabilities } from './format-vulnerabilities.ts';
import type { KubernetesInput } from './kubernetes-input.ts';
import { kubernetesPod } from './kubernetes-pod.ts';
import { servedPorts } from './kubernetes-ports.ts';
import { kubernetesProblems } from './kubernetes-problems.ts';
import { quoted, yamlComment, yamlList, yamlMap } from './kubernetes-yaml.ts';

/**
 * A Deployment that passes the Pod Security Standard `restricted`, and a NetworkPolicy that admits what the image exposes, with
 * the reason of each line above it.
 * @throws InspectError `unsupported` for Windows
 */
export function renderKubernetes(input: KubernetesInput): string {
  if (input.plan.source.platform.os === 'windows') {
    throw new InspectError('unsupported', 'expected an image for Linux, as the restricted standard is about Linux; got one for Windows');
  }
  const problems = kubernetesProblems(input);
  const { vulnerabilities } = input.plan.removed;
  const head = [
    ' Made by flense from the plan for this image. Each line has its reason above it.',
    ...(vulnerabilities === null ? [] : [` By the plan, ${formatVulnerabilities(vulnerabilities)}.`]),
    ...(problems.length === 0 ? [] : [' To be looked at before it runs:', ...problems.map((problem) => `  -${yamlComment(problem)}`)]),
  ].join('\n');
  return `${toText(deployment(input), head)}---\n${toText(networkPolicy(input), null)}`;
}

function toText(contents: YAMLMap, head: string | null): string {
  const document = new Document(null);
  document.contents = contents as unknown as typeof document.contents;
  document.commentBefore = head;
  return document.toString({ lineWidth: 0 });
}

function deployment(input: KubernetesInput): YAMLMap {
  const labels = (): YAMLMap => yamlMap([['app.kubernetes.io/name', quoted(input.name)]]);
  const template = yamlMap([
    ['metadata', yamlMap([['labels', labels()]])],
    ['spec', kubernetesPod(input)],
  ]);
  return yamlMap([
    ['apiVersion', 'apps/v1'],
    ['kind', 'Deployment'],
    [
      'metadata',
      yamlMap([
        ['name', quoted(input.name)],
        ['labels', labels()],
      ]),
    ],
    [
      'spec',
      yamlMap([
        ['replicas', 1],
        ['selector', yamlMap([['matchLabels', labels()]])],
        ['template', template],
      ]),
    ],
  ]);
}

const ingressReasons = {
  EXPOSE: 'the ports that the image exposes, from everywhere',
  configuration: 'the ports that it is configured to listen on, from everywhere',
} as const;

function networkPolicy({ plan, name }: KubernetesInput): YAMLMap {
  const served = servedPorts(plan);
  const ports = served.ports.map(({ port, protocol }) =>
    yamlMap([
      ['protocol', protocol],
      ['port', port],
    ]),
  );
  const selector = yamlMap([['matchLabels', yamlMap([['app.kubernetes.io/name', quoted(name)]])]]);
  const ingress = ports.length === 0 ? yamlList([]) : yamlList([yamlMap([['ports', yamlList(ports)]])]);
  return yamlMap([
    ['apiVersion', 'networking.k8s.io/v1'],
    ['kind', 'NetworkPolicy'],
    ['metadata', yamlMap([['name', quoted(name)]])],
    [
      'spec',
      yamlMap([
        ['podSelector', selector],
        ['policyTypes', yamlList(['Ingress', 'Egress']), 'both, so that what is not admitted below is refused'],
        ['ingress', ingress, ports.length === 0 ? 'the image exposes nothing' : ingressReasons[served.by]],
        ['egress', yamlList([]), 'nothing is called; add what the program calls, and port 53 for names'],
      ]),
    ],
  ]);
}
