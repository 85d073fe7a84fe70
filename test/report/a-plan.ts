import type { Digest } from '../../src/model/digest.ts';
import type { Plan } from '../../src/model/plan.ts';

/** A program that listens on 8080, writes to /tmp, and runs as a number. */
export const aPlan: Plan = {
  schemaVersion: 1,
  tool: { name: 'flense', version: '1.2.3' },
  source: {
    reference: 'registry:example.org/team/web:1',
    manifestDigest: `sha256:${'a'.repeat(64)}` as Digest,
    imageId: `sha256:${'b'.repeat(64)}` as Digest,
    platform: { os: 'linux', architecture: 'amd64' },
  },
  strategy: 'balanced',
  base: { kind: 'scratch' },
  candidates: [],
  strategies: [],
  files: [
    {
      path: '/app/web',
      kind: 'file',
      layer: 1,
      bytes: 10,
      part: 'application',
      reason: 'the entrypoint of',
      from: null,
      confidence: 'certain',
    },
  ],
  made: [],
  user: { uid: 65_532, gid: 65_532, groups: [], name: 'nonroot', isMade: false, reason: 'USER of the image' },
  config: {
    env: ['PATH=/usr/bin'],
    entrypoint: ['/app/web'],
    cmd: [],
    workingDir: '/',
    exposedPorts: ['8080/tcp'],
    volumes: [],
    labels: {},
    healthcheck: null,
    stopSignal: null,
  },
  writablePaths: [{ path: '/tmp', uid: 0, gid: 0, mode: 0o1777, reason: 'temporary files' }],
  listens: [],
  size: {
    visibleBytes: 100,
    imageBytes: 120,
    predictedBytes: 10,
    baseBytes: 0,
    partBytes: { runtime: 0, application: 10, data: 0, metadata: 0 },
  },
  removed: { findings: [], packages: [], vulnerabilities: null },
  warnings: [],
};
