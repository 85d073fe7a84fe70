import type { Plan } from '../model/plan.ts';

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

export type ServedPorts = { readonly ports: readonly ExposedPort[] /** Who says so. */; readonly by: 'EXPOSE' | 'configuration' };

/** Where a pod serves: what the image exposes or, where that is nothing, where its servers are configured to listen. */
export function servedPorts({ config, listens }: Plan): ServedPorts {
  const exposed = parsePorts(config.exposedPorts);
  if (exposed.length > 0) return { ports: exposed, by: 'EXPOSE' };
  return { ports: listens.slice(0, maxPorts).map((port) => ({ port, protocol: 'TCP' })), by: 'configuration' };
}

/** The lowest port that takes a privilege to listen on, whoever names it; null where there is none. */
export function lowPort({ config, listens }: Plan): number | null {
  const low = [...parsePorts(config.exposedPorts).map(({ port }) => port), ...listens].filter((port) => port < firstUnprivilegedPort);
  return low.length === 0 ? null : Math.min(...low);
}

/** Below this a process needs a capability, or a sysctl that says otherwise. */
export const firstUnprivilegedPort = 1_024;
