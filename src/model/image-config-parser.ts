import { buildInfoField } from './build-info-parser.ts';
import { type DiffId, isDigest } from './digest.ts';
import { InspectError } from './errors.ts';
import type { Healthcheck, HistoryRecord, ImageConfig, RuntimeConfig } from './image-config.ts';
import {
  booleanField,
  commandField,
  countField,
  hasField,
  type JsonFields,
  keysField,
  missing,
  objectField,
  objectsField,
  recordField,
  stringField,
  stringsField,
  toFields,
} from './json-fields.ts';
import { type Platform, toPlatform } from './platform.ts';

/** Parses the configuration of OCI and of Docker. @throws InspectError `malformed-config` */
export function parseImageConfig(json: unknown, where: string): ImageConfig {
  const fields = toFields(json, where, 'malformed-config');
  // No engine reads it: whatever else it is does no harm to an image.
  const buildInfo = Object.hasOwn(fields.value, buildInfoField) ? fields.value[buildInfoField] : null;
  return {
    ...parseImageIdentity(fields),
    diffIds: parseDiffIds(fields),
    history: objectsField(fields, 'history', parseHistoryRecord),
    ...(typeof buildInfo === 'string' ? { buildInfo } : {}),
  };
}

/** What also an image of Docker's first format says: all but the layers. */
export function parseImageIdentity(fields: JsonFields): Omit<ImageConfig, 'diffIds' | 'history'> {
  return {
    platform: parseConfigPlatform(fields),
    created: parseTime(fields, 'created'),
    author: stringField(fields, 'author') || null,
    config: parseRuntimeConfig(objectField(fields, 'config') ?? { ...fields, value: {}, path: 'config' }),
  };
}

/** Go's zero time stands for "not known". */
export function parseTime(fields: JsonFields, name: string): string | null {
  const time = stringField(fields, name);
  return time === '' || time?.startsWith('0001-01-01T00:00:00') ? null : time;
}

/** `unknown` where the image does not say. */
function parseConfigPlatform(fields: JsonFields): Platform {
  const os = stringField(fields, 'os') || 'unknown';
  const architecture = stringField(fields, 'architecture') || 'unknown';
  return toPlatform(os, architecture, stringField(fields, 'variant') ?? undefined);
}

function parseRuntimeConfig(fields: JsonFields): RuntimeConfig {
  const healthcheck = objectField(fields, 'Healthcheck');
  const onBuild = stringsField(fields, 'OnBuild');
  const stopTimeout = hasField(fields, 'StopTimeout') ? fields.value['StopTimeout'] : null;
  return {
    user: stringField(fields, 'User') ?? '',
    env: stringsField(fields, 'Env'),
    entrypoint: commandField(fields, 'Entrypoint'),
    cmd: commandField(fields, 'Cmd'),
    workingDir: stringField(fields, 'WorkingDir') ?? '',
    exposedPorts: keysField(fields, 'ExposedPorts'),
    volumes: keysField(fields, 'Volumes'),
    labels: recordField(fields, 'Labels'),
    healthcheck: healthcheck === null ? null : parseHealthcheck(healthcheck),
    stopSignal: stringField(fields, 'StopSignal') || null,
    shell: hasField(fields, 'Shell') ? commandField(fields, 'Shell') : null,
    ...(onBuild.length === 0 ? {} : { onBuild }),
    // No engine refuses an image for it.
    ...(typeof stopTimeout === 'number' && Number.isSafeInteger(stopTimeout) ? { stopTimeoutSeconds: stopTimeout } : {}),
  };
}

/** 0 means "the engine's default", as does a missing number. */
function parseHealthcheck(fields: JsonFields): Healthcheck {
  const interval = countField(fields, 'Interval');
  const timeout = countField(fields, 'Timeout');
  const startPeriod = countField(fields, 'StartPeriod');
  const startInterval = countField(fields, 'StartInterval');
  const retries = countField(fields, 'Retries');
  return {
    test: commandField(fields, 'Test'),
    ...(interval ? { intervalNanoseconds: interval } : {}),
    ...(timeout ? { timeoutNanoseconds: timeout } : {}),
    ...(startPeriod ? { startPeriodNanoseconds: startPeriod } : {}),
    ...(startInterval ? { startIntervalNanoseconds: startInterval } : {}),
    ...(retries ? { retries } : {}),
  };
}

function parseDiffIds(fields: JsonFields): readonly DiffId[] {
  const rootfs = objectField(fields, 'rootfs');
  if (rootfs === null) throw missing(fields, 'rootfs', 'an object');
  const type = stringField(rootfs, 'type') ?? 'layers';
  // `layers+base` is Windows before 2017, whose base never was part of an image.
  if (type !== 'layers' && type !== 'layers+base') {
    throw new InspectError('malformed-config', `${fields.where}: expected rootfs.type "layers", got ${JSON.stringify(type)}`);
  }
  return stringsField(rootfs, 'diff_ids').map((text, index) =>
    toDiffId(text, `${fields.where}: expected a digest as rootfs.diff_ids[${index}]`),
  );
}

function toDiffId(text: string, expectation: string): DiffId {
  if (isDigest(text)) return text as string as DiffId;
  throw new InspectError('malformed-config', `${expectation}, got ${JSON.stringify(text.slice(0, 80))}`);
}

function parseHistoryRecord(fields: JsonFields): HistoryRecord {
  return {
    createdBy: stringField(fields, 'created_by') ?? '',
    created: parseTime(fields, 'created'),
    comment: stringField(fields, 'comment') || null,
    emptyLayer: booleanField(fields, 'empty_layer'),
  };
}
