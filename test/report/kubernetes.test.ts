import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Plan } from '../../src/model/plan.ts';
import { renderKubernetes } from '../../src/report/kubernetes.ts';
import { secretVariables } from '../../src/report/kubernetes-env.ts';
import type { KubernetesInput } from '../../src/report/kubernetes-input.ts';
import { kubernetesName } from '../../src/report/kubernetes-name.ts';
import { kubernetesProblems } from '../../src/report/kubernetes-problems.ts';
import { restrictedViolations } from '../support/pod-security.ts';
import { aPlan } from './a-plan.ts';
import { hostileText } from './hostile-result.ts';

const digest = `sha256:${'a'.repeat(64)}`;

function input(plan: Partial<Plan> = {}, rest: Partial<KubernetesInput> = {}): KubernetesInput {
  const image = `example.org/team/web@${digest}`;
  return {
    plan: { ...aPlan, ...plan },
    name: 'web',
    image,
    isOriginal: true,
    sizeLimitBytes: 100 * 1_048_576,
    fileCapabilities: [],
    ...rest,
  };
}

const config = (changes: Partial<Plan['config']>): Partial<Plan> => ({ config: { ...aPlan.config, ...changes } });

type Container = {
  readonly image: string;
  readonly securityContext: unknown & { readonly capabilities: unknown };
  readonly livenessProbe: { readonly tcpSocket?: unknown; readonly exec?: { readonly command: unknown } } | undefined;
  readonly readinessProbe: unknown;
  readonly env: unknown;
  readonly ports: unknown;
  readonly volumeMounts: readonly { readonly mountPath: string }[];
};

type Pod = {
  readonly [key: string]: unknown;
  readonly containers: readonly [Container];
  readonly securityContext: { readonly runAsUser: unknown; readonly sysctls: unknown };
  readonly volumes: readonly { readonly name: string }[];
};

type Deployment = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly template: { readonly spec: Pod } };
};
type Policy = { readonly kind: string; readonly spec: { readonly ingress: readonly { readonly ports: unknown }[] } };

/** As Kubernetes reads it, which is YAML 1.1. */
function read(from: KubernetesInput) {
  const documents = parseAllDocuments(renderKubernetes(from), { version: '1.1', merge: false });
  if (!Array.isArray(documents)) throw new Error('no documents');
  expect(documents.flatMap((document) => document.errors)).toEqual([]);
  expect(documents).toHaveLength(2);
  const [deployment, policy] = documents.map((document) => document.toJS() as unknown) as [Deployment, Policy];
  return { deployment, policy, pod: deployment.spec.template.spec, container: deployment.spec.template.spec.containers[0] };
}

describe('the Kubernetes manifest', () => {
  it('is a Deployment under the restricted standard, and a NetworkPolicy', () => {
    const { deployment, policy, pod } = read(input());
    expect([deployment.kind, policy.kind, restrictedViolations(pod)]).toEqual(['Deployment', 'NetworkPolicy', []]);
    expect(pod).toEqual({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, runAsUser: 65_532, runAsGroup: 65_532, seccompProfile: { type: 'RuntimeDefault' } },
      nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' },
      containers: [
        {
          name: 'web',
          image: `example.org/team/web@${digest}`,
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true },
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
          livenessProbe: { tcpSocket: { port: 8080 }, periodSeconds: 20 },
          readinessProbe: { tcpSocket: { port: 8080 } },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '100Mi' } }],
    });
    expect(policy.spec).toEqual({
      podSelector: { matchLabels: { 'app.kubernetes.io/name': 'web' } },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ ports: [{ protocol: 'TCP', port: 8080 }] }],
      egress: [],
    });
    expect(kubernetesProblems(input())).toEqual([]);
  });

  it('has the reason of each restriction above it', () => {
    const text = renderKubernetes(input());
    for (const key of [
      'automountServiceAccountToken',
      'runAsNonRoot',
      'runAsUser',
      'seccompProfile',
      'allowPrivilegeEscalation',
      'drop',
      'readOnlyRootFilesystem',
      'mountPath',
      'image',
      'ingress',
      'egress',
    ]) {
      expect(text).toMatch(new RegExp(`^ *# .+\\n *(?:- )?${key}:`, 'm'));
    }
  });

  it('refuses root, and says so', () => {
    const root = input({ user: { ...aPlan.user, uid: 0, gid: 0, name: 'root', reason: 'the image names no user' } });
    const { pod } = read(root);
    expect([restrictedViolations(pod), pod.securityContext.runAsUser]).toEqual([[], 65_532]);
    expect(kubernetesProblems(root)).toEqual([
      'the program runs as root, which runAsNonRoot refuses (the image names no user): 65532 stands in its place, and must be tried out',
    ]);
    expect(renderKubernetes(root)).toContain('#  - the program runs as root');
  });

  it('says where it is for the slim image and names the original', () => {
    const directory = (path: string) => {
      return { path, kind: 'directory', mode: 0o755, uid: 65_532, gid: 65_532, content: '', linkTarget: null, reason: '' } as const;
    };
    const made = ['/srv/a', '/srv/b', '/srv/c', '/srv/d'].map(directory);
    const user = { ...aPlan.user, isMade: true };
    const told = (plan: Partial<Plan>, isOriginal = true) => kubernetesProblems(input(plan, { isOriginal }));
    const sentence = (what: string) =>
      `this is for the slim image, which has ${what}; the image below is the original, which has not: build the other with flense slim, and name it with --deploy`;
    expect(told({ user, made })).toEqual([sentence('the user 65532, /srv/a, /srv/b, /srv/c and 1 more')]);
    expect(told({ user })).toEqual([sentence('the user 65532')]);
    expect(told({ warnings: [{ code: 'user-switch-replaced', text: '', path: null, line: null }] })).toEqual([sentence('another command')]);
    expect(told({ user, made }, false)).toEqual([]);
    // Whoever mounts a volume makes the directory.
    expect(told({ made: [directory('/tmp')] })).toEqual([]);
    // A file takes the place of one that the original has.
    expect(told({ made: [{ ...directory('/etc/passwd'), kind: 'file' }] })).toEqual([]);
  });

  it('takes secrets from a Secret that the plan leaves out of the image', () => {
    const { container } = read(input(config({ env: ['PATH=/bin', 'DB_PASSWORD=hunter2'], secretEnv: ['BILLING', 'no name'] })));
    const from = (key: string) => ({ name: key, valueFrom: { secretKeyRef: { name: 'web-secrets', key } } });
    expect(container.env).toEqual([from('BILLING'), from('DB_PASSWORD')]);
  });

  it('lets a low port be listened on', () => {
    const { pod, container, policy } = read(input(config({ exposedPorts: ['80/tcp', '53/udp'] })));
    expect(restrictedViolations(pod)).toEqual([]);
    expect(container.securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
    expect(pod.securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '53' }]);
    expect(policy.spec.ingress[0]?.ports).toEqual([
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 80 },
    ]);
  });

  it('adds back what a file capability needs, and says which it cannot', () => {
    const bound = input({}, { fileCapabilities: [{ path: '/app/web', capabilities: ['cap_net_bind_service'] }] });
    expect(read(bound).container.securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
    const raw = input({}, { fileCapabilities: [{ path: '/bin/ping', capabilities: ['cap_net_raw'] }] });
    expect(read(raw).container.securityContext.capabilities).toEqual({ drop: ['ALL'] });
    expect(kubernetesProblems(raw)).toEqual([
      '/bin/ping has cap_net_raw, which the restricted standard does not admit: it cannot be started',
    ]);
  });

  it('lets a port be listened on that only the configuration of a server names', () => {
    const { pod, container, policy } = read(input({ ...config({ exposedPorts: ['8443/tcp'] }), listens: [443, 8443] }));
    expect(pod.securityContext.sysctls).toEqual([{ name: 'net.ipv4.ip_unprivileged_port_start', value: '443' }]);
    expect(container.securityContext.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
    expect(policy.spec.ingress[0]?.ports).toEqual([{ protocol: 'TCP', port: 8443 }]);
    expect(restrictedViolations(pod)).toEqual([]);
  });

  it('serves where its servers listen if the image exposes nothing', () => {
    const silent = input({ ...config({ exposedPorts: [] }), listens: [8080, 9090] });
    const { container, policy, pod } = read(silent);
    expect(container.ports).toEqual([
      { containerPort: 8080, protocol: 'TCP' },
      { containerPort: 9090, protocol: 'TCP' },
    ]);
    expect([container.readinessProbe, container.livenessProbe?.tcpSocket]).toEqual([{ tcpSocket: { port: 8080 } }, { port: 8080 }]);
    expect(policy.spec.ingress[0]?.ports).toEqual([
      { protocol: 'TCP', port: 8080 },
      { protocol: 'TCP', port: 9090 },
    ]);
    expect(pod.securityContext.sysctls).toBeUndefined();
    expect(renderKubernetes(silent)).toContain('# the ports that it is configured to listen on, from everywhere');
    expect(renderKubernetes(silent)).not.toContain('EXPOSE');
  });

  it('asks what HEALTHCHECK asks', () => {
    const healthcheck = { test: ['CMD', '/app/web', '-check'], intervalNanoseconds: 5e9, startPeriodNanoseconds: 1.5e9, retries: 2 };
    const { container } = read(input(config({ healthcheck })));
    expect(container.livenessProbe).toEqual({
      exec: { command: ['/app/web', '-check'] },
      initialDelaySeconds: 2,
      periodSeconds: 5,
      timeoutSeconds: 30,
      failureThreshold: 2,
    });
    const silent = read(input(config({ healthcheck: { test: ['NONE'] }, exposedPorts: ['53/udp'] }))).container;
    expect([silent.livenessProbe, silent.readinessProbe]).toEqual([undefined, undefined]);
  });

  it('asks the port where HEALTHCHECK needs a shell that is not kept', () => {
    const shell = config({ healthcheck: { test: ['CMD-SHELL', 'curl localhost'] } });
    expect(read(input(shell)).container.livenessProbe?.tcpSocket).toEqual({ port: 8080 });
    expect(kubernetesProblems(input(shell))).toEqual([
      'HEALTHCHECK needs a shell, which the plan does not keep: a probe of the port stands in its place',
    ]);
    const kept = { ...shell, files: [...aPlan.files, { ...aPlan.files[0]!, path: '/bin/sh', kind: 'symlink' as const }] };
    expect(read(input(kept)).container.livenessProbe?.exec?.command).toEqual(['/bin/sh', '-c', 'curl localhost']);
    expect(kubernetesProblems(input(kept))).toEqual([]);
  });

  it('takes secrets from a Secret', () => {
    const { container } = read(input(config({ env: ['DB_PASSWORD=hunter2', 'PATH=/bin'] })));
    expect(container.env).toEqual([{ name: 'DB_PASSWORD', valueFrom: { secretKeyRef: { name: 'web-secrets', key: 'DB_PASSWORD' } } }]);
    expect(renderKubernetes(input(config({ env: ['DB_PASSWORD=hunter2'] })))).not.toContain('hunter2');
  });

  it('has one volume for paths within each other, and says what it hides', () => {
    const path = (text: string, mode = 0o755) => ({ path: text, uid: 1, gid: 1, mode, reason: 'written to' });
    const plan = {
      writablePaths: [path('/app'), path('/app/cache'), path('/data', 0o700), path('/a:b')],
      ...config({ volumes: ['/data', '/var/x'] }),
    };
    const { pod, container } = read(input(plan));
    expect(container.volumeMounts.map(({ mountPath }) => mountPath)).toEqual(['/app', '/data', '/var/x']);
    expect(pod.volumes.map(({ name }) => name)).toEqual(['app', 'data', 'var-x']);
    expect(kubernetesProblems(input(plan))).toEqual([
      '/a:b is written to, and Kubernetes cannot mount a volume there',
      'the empty volume at /app hides files of the image, /app/web among them: let the program write elsewhere',
      '/data was open to its owner alone; an emptyDir is open to all, which some programs refuse',
    ]);
  });

  it('wants a digest', () => {
    expect(kubernetesProblems(input({}, { image: 'web:latest' }))).toHaveLength(1);
  });

  it('is not for Windows', () => {
    const source = { ...aPlan.source, platform: { os: 'windows', architecture: 'amd64' } };
    expect(() => renderKubernetes(input({ source }))).toThrow('expected an image for Linux');
  });

  it('keeps its shape and its restrictions whatever an image is called and says', () => {
    const shape = (text: string) => {
      const plan: Partial<Plan> = {
        source: { ...aPlan.source, reference: text, platform: { os: 'linux', architecture: text } },
        user: { ...aPlan.user, name: text, reason: text },
        writablePaths: [{ path: '/tmp', uid: 0, gid: 0, mode: 0o777, reason: text }],
        ...config({
          labels: { [text]: text },
          healthcheck: { test: ['CMD', 'check', text] },
          env: [`${text}=${text}`],
          exposedPorts: [text, '80/tcp'],
          volumes: [`/${text}`],
        }),
      };
      return read(input(plan, { name: kubernetesName(text), image: text, fileCapabilities: [{ path: text, capabilities: [text] }] }));
    };
    fc.assert(
      fc.property(hostileText, (text) => {
        const { deployment, pod, container } = shape(text);
        expect(restrictedViolations(pod)).toEqual([]);
        expect(Object.keys(deployment)).toEqual(['apiVersion', 'kind', 'metadata', 'spec']);
        expect(deployment.metadata.name).toMatch(/^[a-z]([a-z0-9-]*[a-z0-9])?$/);
        expect(container.image).not.toMatch(/\p{Cs}/u);
        for (const { mountPath } of container.volumeMounts) expect(mountPath).toMatch(/^\/[^:]*$/s);
      }),
    );
  });
});

describe('variables that look like secrets', () => {
  it('are known by their names, or by a password in an address', () => {
    const env = [
      'DB_PASSWORD=x',
      'api_key=x',
      'GITHUB_TOKEN=x',
      'AWS_SECRET_ACCESS_KEY=x',
      'DATABASE_URL=postgres://u:p@h/d',
      'SMTP_PASS=x',
    ];
    expect(secretVariables(env)).toEqual(['DB_PASSWORD', 'api_key', 'GITHUB_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'DATABASE_URL', 'SMTP_PASS']);
  });

  it('are not what only sounds like them', () => {
    const env = [
      'GPG_KEY=A035',
      'PASSWORD_FILE=/run/x',
      'TOKEN=',
      'PWD=/app',
      'PATH=/bin',
      'KEYCLOAK_URL=https://a',
      'TOKEN_TTL=30',
      'PASSENGER=1',
      'SECRET_DIR=/x',
      'URL=http://h:80/a@b',
      '=x',
      'a b_TOKEN=x',
      'SECRET',
    ];
    expect(secretVariables(env)).toEqual([]);
  });
});

describe('the name of the objects', () => {
  it.each([
    ['registry.example.org:5000/team/Harbour_API:3.1', 'harbour-api'],
    [`example.org/web@${digest}`, 'web'],
    ['registry:example.org/web:1', 'web'],
    ['/tmp/image.tar', 'image'],
    ['/tmp/My Image.v2.tar.gz', 'my-image-v2'],
    ['dive-test:latest', 'dive-test'],
    ['docker:27', 'docker'],
    ['docker:team/web:1', 'web'],
    ['docker:web:1', 'web'],
    ['docker://example.org/web', 'web'],
    ['docker-archive:/tmp/web.tar', 'web'],
    ['oci:build/layout:latest', 'layout'],
    ['localhost:5000/a.b/c__d', 'c-d'],
    [`${'x'.repeat(49)}.tail`, 'x'.repeat(49)],
    ['7zip', 'app-7zip'],
    ['---', 'app'],
    ['', 'app'],
  ])('of %s is %s', (reference, name) => expect(kubernetesName(reference)).toBe(name));
});
