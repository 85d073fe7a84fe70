export type ExposedPort = { readonly port: number; readonly protocol: 'TCP' | 'UDP' | 'SCTP' };

/** `80/tcp` and `8000-8003/tcp`; what is none of these is left out. At most `maxPorts`, as a range may be everything. */
export function parsePorts(exposed: readonly string[]): readonly ExposedPort[] {
  const found = new Map<string, ExposedPort>();
  for (const text of exposed) {
    const [, first, last, protocol] = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
    if (first === undefined) continue;
    const end = Math.min(65_535, Number(last ?? first));
    for (let port = Math.max(1, Number(first)); port <= end && found.size < maxPorts; port++) {
      const known = (protocol ?? 'tcp').toUpperCase() as ExposedPort['protocol'];
      found.set(`${port}/${known}`, { port, protocol: known });
    }
  }
  return [...found.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

const maxPorts = 100;

/** Below this a process needs a capability, or a sysctl that says otherwise. */
export const firstUnprivilegedPort = 1_024;
