import type { DiffId } from './digest.ts';
import type { Platform } from './platform.ts';

/** One build step. `createdBy` is '' when the builder did not say. */
export type HistoryRecord = {
  readonly createdBy: string;
  /** RFC 3339, as it stands in the image. */
  readonly created: string | null;
  readonly comment: string | null;
  readonly emptyLayer: boolean;
};

/** Docker's extension of the image configuration; durations in nanoseconds. */
export type Healthcheck = {
  readonly test: readonly string[];
  readonly intervalNanoseconds?: number;
  readonly timeoutNanoseconds?: number;
  readonly startPeriodNanoseconds?: number;
  /** Between checks while that lasts. */
  readonly startIntervalNanoseconds?: number;
  readonly retries?: number;
};

/** What a container is started with. https://github.com/opencontainers/image-spec/blob/v1.1.0/config.md */
export type RuntimeConfig = {
  /** '' when the image does not say, which means root. */
  readonly user: string;
  readonly env: readonly string[];
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  /** `80/tcp`, sorted. */
  readonly exposedPorts: readonly string[];
  /** Absolute paths, sorted. */
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: Healthcheck | null;
  readonly stopSignal: string | null;
  /** The shell of shell-form instructions, when the image sets its own. */
  readonly shell: readonly string[] | null;
  /** Instructions for who builds on the image; only where there are some. */
  readonly onBuild?: readonly string[];
  /** How long an engine waits between the signal and the end; only where the image says, negative for ever. */
  readonly stopTimeoutSeconds?: number;
};

export type ImageConfig = {
  readonly platform: Platform;
  readonly created: string | null;
  readonly author: string | null;
  readonly config: RuntimeConfig;
  readonly diffIds: readonly DiffId[];
  readonly history: readonly HistoryRecord[];
  /** What BuildKit 0.9 to 0.11 noted of the build, as it stands in the image: base64 of JSON. */
  readonly buildInfo?: string;
};
