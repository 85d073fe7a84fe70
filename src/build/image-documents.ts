import { createHash } from 'node:crypto';
import type { DiffId, Digest } from '../model/digest.ts';
import { formatUser } from '../model/format-user.ts';
import type { HistoryRecord, ImageConfig } from '../model/image-config.ts';
import type { Plan, PlanConfig, PlanUser } from '../model/plan.ts';
import type { Platform } from '../model/platform.ts';

/** Bytes of a JSON document and what names them. */
export type Document = { readonly bytes: Buffer; readonly digest: Digest };

export type ConfigInput = {
  readonly plan: Plan;
  /** Of the image that it was made of. */
  readonly source: ImageConfig;
  readonly created: string;
  readonly diffIds: readonly DiffId[];
  /** As many that make a layer as there are layers. */
  readonly history: readonly HistoryRecord[];
};

export function toDocument(value: unknown): Document {
  const bytes = Buffer.from(JSON.stringify(value), 'utf8');
  return { bytes, digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}` as Digest };
}

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md */
export function imageConfigDocument({ plan, source, created, diffIds, history }: ConfigInput): Document {
  return toDocument({
    created,
    ...(source.author === null ? {} : { author: source.author }),
    ...wirePlatform(source.platform),
    config: wireConfig(plan.config, plan.user),
    rootfs: { type: 'layers', diff_ids: diffIds },
    history: history.map(wireHistory),
  });
}

export function wirePlatform({ os, architecture, variant }: Platform): Readonly<Record<string, string>> {
  return { architecture, os, ...(variant === undefined ? {} : { variant }) };
}

function wireConfig(config: PlanConfig, user: PlanUser): Readonly<Record<string, unknown>> {
  return {
    User: formatUser(user),
    ...(config.exposedPorts.length === 0 ? {} : { ExposedPorts: toSet(config.exposedPorts) }),
    Env: config.env,
    ...(config.entrypoint.length === 0 ? {} : { Entrypoint: config.entrypoint }),
    ...(config.cmd.length === 0 ? {} : { Cmd: config.cmd }),
    ...(config.healthcheck === null ? {} : { Healthcheck: wireHealthcheck(config.healthcheck) }),
    ...(config.volumes.length === 0 ? {} : { Volumes: toSet(config.volumes) }),
    WorkingDir: config.workingDir,
    ...(Object.keys(config.labels).length === 0 ? {} : { Labels: sorted(config.labels) }),
    ...(config.stopSignal === null ? {} : { StopSignal: config.stopSignal }),
  };
}

function wireHealthcheck(healthcheck: NonNullable<PlanConfig['healthcheck']>): Readonly<Record<string, unknown>> {
  const { test, intervalNanoseconds, timeoutNanoseconds, startPeriodNanoseconds, startIntervalNanoseconds, retries } = healthcheck;
  return {
    Test: test,
    ...(intervalNanoseconds === undefined ? {} : { Interval: intervalNanoseconds }),
    ...(timeoutNanoseconds === undefined ? {} : { Timeout: timeoutNanoseconds }),
    ...(startPeriodNanoseconds === undefined ? {} : { StartPeriod: startPeriodNanoseconds }),
    ...(startIntervalNanoseconds === undefined ? {} : { StartInterval: startIntervalNanoseconds }),
    ...(retries === undefined ? {} : { Retries: retries }),
  };
}

function wireHistory({ createdBy, created, comment, emptyLayer }: HistoryRecord): Readonly<Record<string, unknown>> {
  return {
    ...(created === null ? {} : { created }),
    created_by: createdBy,
    ...(comment === null ? {} : { comment }),
    ...(emptyLayer ? { empty_layer: true } : {}),
  };
}

function toSet(names: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries([...names].sort().map((name) => [name, {}]));
}

export function sorted(record: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
