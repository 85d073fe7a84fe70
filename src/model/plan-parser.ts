import { isDigest } from './digest.ts';
import { severities } from './finding.ts';
import type { Healthcheck } from './image-config.ts';
import {
  booleanField,
  countField,
  type JsonFields,
  listField,
  objectField,
  objectsField,
  recordField,
  stringField,
  stringsField,
  toFields,
} from './json-fields.ts';
import { entryKinds } from './layer-entry.ts';
import {
  type BaseCandidate,
  confidences,
  type MadeFile,
  type Plan,
  type PlanBase,
  type PlanConfig,
  type PlanFile,
  type PlanRemoved,
  type PlanSize,
  type PlanUser,
  type PlanWarning,
  planParts,
  planSchemaVersion,
  type StrategyOutlook,
  strategies,
  type WritablePath,
} from './plan.ts';
import { choiceField, idField, modeField, pathField, requiredCount, requiredObject, requiredString, unexpected } from './plan-values.ts';
import { toPlatform } from './platform.ts';

/** Parses a Plan that was saved, and perhaps altered by somebody since. @throws InspectError `malformed-json` */
export function parsePlan(json: unknown, where: string): Plan {
  const fields = toFields(json, where, 'malformed-json');
  expectVersion(fields);
  return {
    schemaVersion: planSchemaVersion,
    tool: { name: 'flense', version: requiredString(requiredObject(fields, 'tool'), 'version') },
    source: parseSource(requiredObject(fields, 'source')),
    strategy: choiceField(fields, 'strategy', strategies),
    base: parseBase(requiredObject(fields, 'base')),
    candidates: objectsField(fields, 'candidates', parseCandidate),
    strategies: objectsField(fields, 'strategies', parseOutlook),
    files: distinct(fields, 'files', objectsField(fields, 'files', parseFile)),
    made: distinct(fields, 'made', objectsField(fields, 'made', parseMade)),
    user: parseUser(requiredObject(fields, 'user')),
    config: parseConfig(requiredObject(fields, 'config')),
    writablePaths: distinct(fields, 'writablePaths', objectsField(fields, 'writablePaths', parseWritable)),
    listens: portsOf(fields, 'listens'),
    size: parseSize(requiredObject(fields, 'size')),
    removed: parseRemoved(requiredObject(fields, 'removed')),
    warnings: objectsField(fields, 'warnings', parseWarning),
  };
}

function expectVersion(fields: JsonFields): void {
  const version = countField(fields, 'schemaVersion');
  if (version === planSchemaVersion) return;
  const found = version === null ? 'something else' : `schema version ${version}`;
  throw unexpected(fields, 'schemaVersion', `a plan of flense advise --format json, ${planSchemaVersion}`, found);
}

/** Two entries of one path would be another image to another reader. */
function distinct<T extends { readonly path: string }>(fields: JsonFields, name: string, items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  for (const { path } of items) {
    if (seen.has(path)) throw unexpected(fields, name, 'each path once', path);
    seen.add(path);
  }
  return items;
}

function parseSource(fields: JsonFields): Plan['source'] {
  const imageId = requiredString(fields, 'imageId');
  const manifestDigest = stringField(fields, 'manifestDigest');
  if (!isDigest(imageId)) throw unexpected(fields, 'imageId', 'a digest', imageId);
  if (manifestDigest !== null && !isDigest(manifestDigest)) throw unexpected(fields, 'manifestDigest', 'a digest', manifestDigest);
  const platform = requiredObject(fields, 'platform');
  const { os, architecture, variant } = {
    os: requiredString(platform, 'os'),
    architecture: requiredString(platform, 'architecture'),
    variant: stringField(platform, 'variant') ?? undefined,
  };
  return { reference: requiredString(fields, 'reference'), manifestDigest, imageId, platform: toPlatform(os, architecture, variant) };
}

function parseBase(fields: JsonFields): PlanBase {
  if (choiceField(fields, 'kind', ['scratch', 'image']) === 'scratch') return { kind: 'scratch' };
  const reference = requiredString(fields, 'reference');
  // It becomes a word of a Dockerfile; slim takes files too.
  if (!/^[\w./][\w./:@-]{0,511}$/.test(reference)) throw unexpected(fields, 'reference', 'the name of an image', reference);
  return { kind: 'image', reference, bytes: requiredCount(fields, 'bytes') };
}

function parseOutlook(fields: JsonFields): StrategyOutlook {
  return {
    strategy: choiceField(fields, 'strategy', strategies),
    predictedBytes: requiredCount(fields, 'predictedBytes'),
    confidence: choiceField(fields, 'confidence', confidences),
    reason: requiredString(fields, 'reason'),
  };
}

function parseCandidate(fields: JsonFields): BaseCandidate {
  return {
    base: parseBase(requiredObject(fields, 'base')),
    predictedBytes: requiredCount(fields, 'predictedBytes'),
    fits: booleanField(fields, 'fits'),
    brings: stringsField(fields, 'brings'),
    lacks: stringsField(fields, 'lacks'),
    reasons: stringsField(fields, 'reasons'),
  };
}

function parseFile(fields: JsonFields): PlanFile {
  return {
    path: pathField(fields, 'path'),
    kind: choiceField(fields, 'kind', entryKinds),
    layer: countField(fields, 'layer'),
    bytes: requiredCount(fields, 'bytes'),
    part: choiceField(fields, 'part', planParts),
    reason: requiredString(fields, 'reason'),
    from: stringField(fields, 'from'),
    confidence: choiceField(fields, 'confidence', confidences),
  };
}

function parseMade(fields: JsonFields): MadeFile {
  const kind = choiceField(fields, 'kind', ['file', 'directory', 'symlink']);
  return {
    path: pathField(fields, 'path'),
    kind,
    mode: modeField(fields),
    uid: idField(fields, 'uid'),
    gid: idField(fields, 'gid'),
    content: requiredString(fields, 'content'),
    linkTarget: kind === 'symlink' ? parseTarget(fields) : null,
    reason: requiredString(fields, 'reason'),
  };
}

function parseTarget(fields: JsonFields): string {
  const target = requiredString(fields, 'linkTarget');
  if (target === '' || target.includes('\0')) throw unexpected(fields, 'linkTarget', 'where the symlink leads to', target);
  return target;
}

function parseUser(fields: JsonFields): PlanUser {
  return {
    uid: idField(fields, 'uid'),
    gid: idField(fields, 'gid'),
    groups: countsOf(fields, 'groups'),
    name: stringField(fields, 'name'),
    isMade: booleanField(fields, 'isMade'),
    reason: requiredString(fields, 'reason'),
  };
}

function countsOf(fields: JsonFields, name: string): readonly number[] {
  return listField(fields, name).map((value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
    throw unexpected(fields, name, 'a list of counts', String(value));
  });
}

function portsOf(fields: JsonFields, name: string): readonly number[] {
  const ports = listField(fields, name).map((value) => {
    if (typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 65_536) return value;
    throw unexpected(fields, name, 'a list of ports', String(value));
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}

function parseConfig(fields: JsonFields): PlanConfig {
  const healthcheck = objectField(fields, 'healthcheck');
  const secretEnv = stringsField(fields, 'secretEnv');
  return {
    env: stringsField(fields, 'env'),
    ...(secretEnv.length === 0 ? {} : { secretEnv }),
    entrypoint: stringsField(fields, 'entrypoint'),
    cmd: stringsField(fields, 'cmd'),
    workingDir: stringField(fields, 'workingDir') ?? '',
    exposedPorts: stringsField(fields, 'exposedPorts'),
    volumes: stringsField(fields, 'volumes'),
    labels: recordField(fields, 'labels'),
    healthcheck: healthcheck === null ? null : parseHealthcheck(healthcheck),
    stopSignal: stringField(fields, 'stopSignal'),
  };
}

const healthCounts = [
  'intervalNanoseconds',
  'timeoutNanoseconds',
  'startPeriodNanoseconds',
  'startIntervalNanoseconds',
  'retries',
] as const;

function parseHealthcheck(fields: JsonFields): Healthcheck {
  const counts = healthCounts.flatMap((name) => {
    const value = countField(fields, name);
    return value === null ? [] : [[name, value] as const];
  });
  return { test: stringsField(fields, 'test'), ...Object.fromEntries(counts) };
}

function parseWritable(fields: JsonFields): WritablePath {
  return {
    path: pathField(fields, 'path'),
    uid: idField(fields, 'uid'),
    gid: idField(fields, 'gid'),
    mode: modeField(fields),
    reason: requiredString(fields, 'reason'),
  };
}

function parseSize(fields: JsonFields): PlanSize {
  const parts = requiredObject(fields, 'partBytes');
  return {
    visibleBytes: requiredCount(fields, 'visibleBytes'),
    imageBytes: requiredCount(fields, 'imageBytes'),
    predictedBytes: requiredCount(fields, 'predictedBytes'),
    baseBytes: requiredCount(fields, 'baseBytes'),
    partBytes: {
      runtime: requiredCount(parts, 'runtime'),
      application: requiredCount(parts, 'application'),
      data: requiredCount(parts, 'data'),
      metadata: requiredCount(parts, 'metadata'),
    },
  };
}

function parseRemoved(fields: JsonFields): PlanRemoved {
  const vulnerabilities = objectField(fields, 'vulnerabilities');
  return {
    findings: objectsField(fields, 'findings', (finding) => ({
      code: requiredString(finding, 'code'),
      severity: choiceField(finding, 'severity', severities),
      summary: requiredString(finding, 'summary'),
      bytes: requiredCount(finding, 'bytes'),
    })),
    packages: objectsField(fields, 'packages', (one) => ({ purl: requiredString(one, 'purl'), bytes: requiredCount(one, 'bytes') })),
    vulnerabilities:
      vulnerabilities === null
        ? null
        : { before: requiredCount(vulnerabilities, 'before'), after: requiredCount(vulnerabilities, 'after') },
  };
}

function parseWarning(fields: JsonFields): PlanWarning {
  return {
    code: requiredString(fields, 'code'),
    text: requiredString(fields, 'text'),
    path: stringField(fields, 'path'),
    line: countField(fields, 'line'),
  };
}
