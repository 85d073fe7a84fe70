import { containerUser, containerUserReads } from '../src/analyze/container-user.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { nameList } from '../src/analyze/name-list.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'low-port';

const codes = {
  'non-root': { severity: 'low', reason: 'not every engine lets a process that is not root listen below 1024' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Ports that only root may listen on, by a process that is not root. */
export const lowPort: DocumentedAnalyzer = {
  id,
  title: 'Low ports without root',
  description:
    'EXPOSE of a port below 1024 by an image whose user is not root. Docker since 20.10 and containerd where it is told so allow it; Kubernetes ' +
    'with other runtimes and restricted security contexts may not, and the container fails when it starts to listen. EXPOSE only documents a ' +
    'port: what the program really listens on is not known.',
  codes,
  reads: containerUserReads,
  analyze: (image) => {
    const { uid, unreadable } = containerUser(image);
    const ports = image.image.config.config.exposedPorts.filter((port) => firstPort(port) < 1024);
    if (uid === 0 || uid === null || ports.length === 0) return { findings: [], unreadable };
    return {
      findings: [
        finding('non-root', {
          summary: `uid ${uid} may not be allowed to listen on ${nameList(ports)}`,
          bytes: 0,
          evidence: ports.map((value) => ({ kind: 'config', field: 'ExposedPorts', value })),
          remedy: { kind: 'change-config', text: 'listen on a port from 1024 up, and let the service map it', field: 'ExposedPorts' },
        }),
      ],
      unreadable,
    };
  },
};

/** `80/tcp` → 80, `8000-8010/tcp` → 8000. */
function firstPort(port: string): number {
  const digits = /^\d{1,5}/.exec(port)?.[0];
  return digits === undefined ? Number.POSITIVE_INFINITY : Number(digits);
}
