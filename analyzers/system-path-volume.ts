import { posix } from 'node:path';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'system-path-volume';

const codes = {
  kernel: { severity: 'high', reason: 'a volume over `/`, `/dev`, `/proc` or `/sys` takes the place of what the kernel shows there' },
  'engine-socket': { severity: 'high', reason: 'the socket of an engine is root on the host' },
  system: {
    severity: 'medium',
    reason: 'a volume over programs, libraries or their settings keeps them from being updated with the image',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const kernelPaths = ['/', '/dev', '/proc', '/sys'];
const systemPaths = [
  '/bin',
  '/boot',
  '/etc',
  '/lib',
  '/lib32',
  '/lib64',
  '/sbin',
  '/usr',
  '/usr/bin',
  '/usr/lib',
  '/usr/lib64',
  '/usr/local',
  '/usr/sbin',
  '/var',
];
const sockets = /^\/(?:var\/)?run\/(?:docker\.sock|containerd(?:\/containerd\.sock)?|crio\/crio\.sock|podman\/podman\.sock)$/;

/** Volumes where none should be. */
export const systemPathVolume: DocumentedAnalyzer = {
  id,
  title: 'Volumes over system paths',
  description:
    'VOLUME of a directory that belongs to the kernel or to the system, or of the socket of an engine. An engine makes such a volume for each ' +
    'container unasked, fills it from the image once, and keeps it: security updates of the image never reach it. Directories of data below ' +
    '/var/lib, /srv, /data and the like are what volumes are for. Mounts given when a container is started are not in the image.',
  codes,
  analyze: ({ image }) => ({
    findings: image.config.config.volumes.flatMap((volume) => {
      const variant = variantOf(posix.normalize(`/${volume}/.`).replace(/(?<=.)\/$/, ''));
      if (variant === null) return [];
      return [
        finding(variant, {
          summary: `each container gets a volume over ${volume}`,
          bytes: 0,
          evidence: [{ kind: 'config', field: 'Volumes', value: volume }],
          remedy: { kind: 'change-config', text: 'keep data in a directory of its own, and make only that one a volume', field: 'Volumes' },
        }),
      ];
    }),
    unreadable: [],
  }),
};

function variantOf(path: string): keyof typeof codes | null {
  if (kernelPaths.includes(path)) return 'kernel';
  if (sockets.test(path)) return 'engine-socket';
  return systemPaths.includes(path) ? 'system' : null;
}
