import type { DiffId, Digest } from '../../src/model/digest.ts';
import type { Report } from '../../src/model/report.ts';

const hex = '0123456789abcdef'.repeat(4);
const origin = { kind: 'unknown', guessed: false } as const;
const layer = { diffId: `sha256:${hex}` as DiffId, digest: null, mediaType: '', compressedBytes: null, created: null, origin };

/** An image of three layers, one of which makes waste of the first. */
export const smallReport: Report = {
  schemaVersion: 1,
  tool: { name: 'flense', version: '1.2.3' },
  image: {
    reference: 'app.tar',
    source: 'docker-archive',
    manifestDigest: null,
    imageId: `sha256:${hex}` as Digest,
    platform: { os: 'linux', architecture: 'arm64', variant: 'v9' },
    created: '2024-03-05T10:04:00.5Z',
    sizeBytes: 15_000_000,
    compressedBytes: 6_000_000,
    entryCount: 1_234,
    config: {
      user: '',
      env: ['PATH=/bin'],
      entrypoint: ['/bin/sh', '-c'],
      cmd: ['exec node .'],
      workingDir: '/app',
      exposedPorts: ['80/tcp'],
      volumes: [],
      labels: {},
      healthcheck: null,
      stopSignal: null,
    },
  },
  layers: [
    {
      ...layer,
      index: 0,
      sizeBytes: 10_000_000,
      entryCount: 1_000,
      createdBy: '/bin/sh -c #(nop) ADD file:1 in / ',
      reclaimableBytes: 3_000_000,
    },
    { ...layer, index: 1, sizeBytes: 5_000_000, entryCount: 300, createdBy: 'COPY . /app # buildkit', reclaimableBytes: 0 },
    { ...layer, index: 2, sizeBytes: 0, entryCount: 1, createdBy: '', reclaimableBytes: 0 },
  ],
  directories: [
    { path: '/', sizeBytes: 12_000_000, entryCount: 1_234 },
    { path: '/usr', sizeBytes: 7_000_000, entryCount: 900 },
    { path: '/usr/lib', sizeBytes: 6_900_000, entryCount: 800 },
    { path: '/app', sizeBytes: 5_000_000, entryCount: 300 },
    { path: '/app/modules', sizeBytes: 2_500_000, entryCount: 200 },
  ],
  waste: {
    reclaimableBytes: 3_000_000,
    reclaimableCompressedBytes: 1_200_000,
    items: [
      {
        path: '/var/cache',
        bytes: 2_000_000,
        cause: 'deleted',
        layers: [0, 2],
        instruction: 'RUN rm -rf /var/cache',
        remedy: 'delete it in the RUN instruction that creates it',
      },
      { path: '/etc/a', bytes: 600_000, cause: 'modified', layers: [0, 1], instruction: 'COPY . /app', remedy: 'write it once' },
      { path: '/etc/b', bytes: 400_000, cause: 'modified', layers: [0, 1], instruction: 'COPY . /app', remedy: 'write it once' },
    ],
    dive: { efficiencyScore: 0.98442, sizeBytes: 15_000_000, userSizeBytes: 5_000_000, wastedBytes: 32_025, userWastedPercent: 0.4834 },
  },
  packages: [],
  findings: [
    {
      code: 'root-user/default',
      severity: 'high',
      summary: 'the container runs as root',
      bytes: 0,
      evidence: [],
      remedy: { kind: 'change-config', text: 'set a user', field: 'user' },
      origin,
    },
    {
      code: 'package-cache/apt',
      severity: 'low',
      summary: 'apt left its lists behind',
      bytes: 1_500_000,
      evidence: [],
      remedy: { kind: 'same-layer', text: 'remove them' },
      origin,
    },
  ],
  outcomes: [
    { analyzer: 'root-user', status: 'ok', unreadable: [] },
    { analyzer: 'packages', status: 'failed', unreadable: [], error: 'TypeError: x is not a function' },
  ],
};
