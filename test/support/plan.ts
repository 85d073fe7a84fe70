import type { ImageTree } from '../../src/filesystem/image-tree.ts';
import type { Image } from '../../src/model/image.ts';
import type { Plan, PlanFile } from '../../src/model/plan.ts';

/** A path is a file of the application; parents need not be told. */
export type PlanInput = Partial<Omit<Plan, 'files'>> & {
  readonly files?: readonly (string | (Partial<PlanFile> & { readonly path: string }))[];
};

const digest = `sha256:${'0'.repeat(64)}` as Plan['source']['imageId'];

/** A Plan of no image in particular, or of `image`, whose files it takes as they are in `tree`. */
export function plan(input: PlanInput = {}, image?: Image, tree?: ImageTree): Plan {
  const files = (input.files ?? []).map((file) => planFile(typeof file === 'string' ? { path: file } : file, tree));
  const bytes =
    files.reduce((sum, file) => sum + file.bytes, 0) + (input.made ?? []).reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
  return {
    schemaVersion: 1,
    tool: { name: 'flense', version: '1.2.3' },
    source: {
      reference: 'image.tar',
      manifestDigest: image?.manifestDigest ?? null,
      imageId: image?.imageId ?? digest,
      platform: image?.config.platform ?? { os: 'linux', architecture: 'amd64' },
    },
    strategy: 'balanced',
    base: { kind: 'scratch' },
    candidates: [],
    strategies: [],
    made: [],
    user: { uid: 1000, gid: 1000, groups: [], name: null, isMade: false, reason: 'it need not be root' },
    config: {
      env: ['PATH=/bin'],
      entrypoint: [],
      cmd: [],
      workingDir: '',
      exposedPorts: [],
      volumes: [],
      labels: {},
      healthcheck: null,
      stopSignal: null,
    },
    writablePaths: [],
    listens: [],
    size: {
      visibleBytes: bytes,
      imageBytes: bytes,
      predictedBytes: bytes,
      baseBytes: 0,
      partBytes: { runtime: 0, application: bytes, data: 0, metadata: 0 },
    },
    removed: { findings: [], packages: [], vulnerabilities: null },
    warnings: [],
    ...input,
    files,
  };
}

function planFile(file: Partial<PlanFile> & { readonly path: string }, tree?: ImageTree): PlanFile {
  const node = tree?.find(file.path) ?? null;
  const entry = node === null || tree === undefined ? null : tree.at(node);
  return {
    kind: entry?.kind ?? 'file',
    layer: entry?.layer ?? null,
    bytes: entry?.kind === 'file' ? entry.sizeBytes : 0,
    part: 'application',
    reason: 'added by the application',
    from: null,
    confidence: 'certain',
    ...file,
  };
}
