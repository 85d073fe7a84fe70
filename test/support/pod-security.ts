type Fields = Readonly<Record<string, unknown>>;

/** What of a pod the standard admits as a volume. */
const volumeKinds = new Set(['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret']);
const safeSysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
]);

/**
 * What the Pod Security Standard `restricted`, the rules of `baseline` included, has against the spec of a pod for Linux.
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function restrictedViolations(pod: Fields): readonly string[] {
  const context = fields(pod['securityContext']);
  const containers = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((key) => list(pod[key]).map(fields));
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((key) => pod[key] === true),
    ...list(pod['volumes']).flatMap((volume) => Object.keys(fields(volume)).filter((key) => key !== 'name' && !volumeKinds.has(key))),
    ...list(context['sysctls']).flatMap((sysctl) => (safeSysctls.has(String(fields(sysctl)['name'])) ? [] : ['sysctls'])),
    ...(containers.length === 0 ? ['no containers'] : []),
    ...containers.flatMap((container) => containerViolations(container, context)),
  ];
}

function containerViolations(container: Fields, pod: Fields): readonly string[] {
  const own = fields(container['securityContext']);
  const inherited = (key: string): unknown => own[key] ?? pod[key];
  const capabilities = fields(own['capabilities']);
  const seccomp = fields(inherited('seccompProfile'))['type'];
  return [
    own['privileged'] === true ? 'privileged' : '',
    own['allowPrivilegeEscalation'] === false ? '' : 'allowPrivilegeEscalation',
    inherited('runAsNonRoot') === true ? '' : 'runAsNonRoot',
    inherited('runAsUser') === 0 ? 'runAsUser' : '',
    seccomp === 'RuntimeDefault' || seccomp === 'Localhost' ? '' : 'seccompProfile',
    list(capabilities['drop']).includes('ALL') ? '' : 'capabilities.drop',
    list(capabilities['add']).every((name) => name === 'NET_BIND_SERVICE') ? '' : 'capabilities.add',
    (own['procMount'] ?? 'Default') === 'Default' ? '' : 'procMount',
    list(container['ports']).every((port) => (fields(port)['hostPort'] ?? 0) === 0) ? '' : 'hostPort',
  ].filter((text) => text !== '');
}

function fields(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
