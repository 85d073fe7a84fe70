import type { Digest } from './digest.ts';
import type { Severity } from './finding.ts';
import type { Healthcheck } from './image-config.ts';
import type { EntryKind } from './layer-entry.ts';
import type { Platform } from './platform.ts';

/** Raised whenever a field changes its meaning or leaves. */
export const planSchemaVersion = 1;

/** How much is kept beyond what is known to be needed. */
export const strategies = ['minimal', 'balanced', 'conservative'] as const;

export type Strategy = (typeof strategies)[number];

/** Who runs what the image runs as root: `auto` is another user where nothing is seen to need root. */
export const userOptions = ['auto', 'root', 'nonroot'] as const;

export type UserOption = (typeof userOptions)[number];

/** `certain`: read from the image. `likely`: a convention that nearly always holds. `guessed`: to be tried out. */
export const confidences = ['certain', 'likely', 'guessed'] as const;

export type Confidence = (typeof confidences)[number];

/**
 * The proposed production stage: plain JSON, of which the Dockerfile, the Kubernetes manifest, the slim image and the screen are
 * renderings. Sizes are bytes. Nothing in it is escaped; whoever renders it does that.
 */
export type Plan = {
  readonly schemaVersion: typeof planSchemaVersion;
  readonly tool: { readonly name: 'flense'; readonly version: string };
  /** The image that it was made of. */
  readonly source: {
    readonly reference: string;
    readonly manifestDigest: Digest | null;
    readonly imageId: Digest;
    readonly platform: Platform;
  };
  readonly strategy: Strategy;
  /** The one that the plan is for: of `files` it has none that this base brings. */
  readonly base: PlanBase;
  /** All that were weighed, the recommended first. */
  readonly candidates: readonly BaseCandidate[];
  /** What each strategy comes to on that base, the one that keeps least first. Plans of older versions have none. */
  readonly strategies: readonly StrategyOutlook[];
  /** What the production stage takes from the image, by path. Parent directories are among them. */
  readonly files: readonly PlanFile[];
  /** What it has and the image has not, or not so, by path. One with the path of a kept file takes its place. */
  readonly made: readonly MadeFile[];
  readonly user: PlanUser;
  readonly config: PlanConfig;
  /** Directories that the program writes to, by path. */
  readonly writablePaths: readonly WritablePath[];
  /**
   * TCP ports, ascending, that servers are configured to listen on, whatever the image exposes: where their configuration can be read.
   * Plans of older versions have none.
   */
  readonly listens: readonly number[];
  readonly size: PlanSize;
  readonly removed: PlanRemoved;
  /** The gravest first. */
  readonly warnings: readonly PlanWarning[];
};

export type PlanBase =
  | { readonly kind: 'scratch' }
  /** `reference` with the tag that fits; `bytes` as the catalogue has them, on its date. */
  | { readonly kind: 'image'; readonly reference: string; readonly bytes: number };

export type BaseCandidate = {
  readonly base: PlanBase;
  /** Of the whole production image. */
  readonly predictedBytes: number;
  /** false where the image's program cannot run on it; `reasons` say why. */
  readonly fits: boolean;
  readonly brings: readonly string[];
  readonly lacks: readonly string[];
  /** Why it comes where it does, one sentence each. */
  readonly reasons: readonly string[];
};

export type StrategyOutlook = {
  readonly strategy: Strategy;
  /** Of the production image; of another strategy than the plan's without what its further files would ask for in turn. */
  readonly predictedBytes: number;
  /** How sure it is that nothing is missing. */
  readonly confidence: Confidence;
  /** Of the confidence, in a phrase. */
  readonly reason: string;
};

/** What a kept file is there for; each part is a layer of the slim image. */
export const planParts = ['runtime', 'application', 'data', 'metadata'] as const;

export type PlanPart = (typeof planParts)[number];

export type PlanFile = {
  readonly path: string;
  readonly kind: EntryKind;
  /** Of the image that the file is in; null for a directory that no layer has an entry for. */
  readonly layer: number | null;
  /** Of a hardlink 0, as its content is counted at the path that it leads to. */
  readonly bytes: number;
  readonly part: PlanPart;
  /** `needed by`, `imported by`, `interpreter of`, `started by`: completes "PATH is … FROM". */
  readonly reason: string;
  /** Path of the kept file that asked for it; null where the image's configuration did, or the plan's own rules. */
  readonly from: string | null;
  readonly confidence: Confidence;
};

export type MadeFile = {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Permission bits with setuid, setgid and sticky. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of a file, UTF-8; '' otherwise. */
  readonly content: string;
  /** Of a symlink; null otherwise. */
  readonly linkTarget: string | null;
  readonly reason: string;
};

export type PlanUser = {
  readonly uid: number;
  readonly gid: number;
  /** Further groups, ascending. */
  readonly groups: readonly number[];
  /** In the image's passwd, or in the one that the plan makes; null for a number without a name. */
  readonly name: string | null;
  /** true where the image has no such user and the plan makes it. */
  readonly isMade: boolean;
  readonly reason: string;
};

/** What a container of the production image is started with. */
export type PlanConfig = {
  /** Without the secrets of the image. */
  readonly env: readonly string[];
  /** Names of the variables that the image sets to secrets: whoever starts a container gives it values for them. Only where there are some. */
  readonly secretEnv?: readonly string[];
  /** Exec form, absolute program first. */
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly workingDir: string;
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: Healthcheck | null;
  readonly stopSignal: string | null;
};

export type WritablePath = {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  readonly reason: string;
};

export type PlanSize = {
  /** What a container of the image sees. */
  readonly visibleBytes: number;
  /** Σ of the image's layers. */
  readonly imageBytes: number;
  /** Of the production image, its base included. */
  readonly predictedBytes: number;
  /** Of `predictedBytes`. */
  readonly baseBytes: number;
  /** Of `predictedBytes`, of each part. */
  readonly partBytes: Readonly<Record<PlanPart, number>>;
};

export type PlanRemoved = {
  /** Findings of the report that the production stage resolves. */
  readonly findings: readonly { readonly code: string; readonly severity: Severity; readonly summary: string; readonly bytes: number }[];
  /** Packages of which nothing but metadata is left, by type and name. */
  readonly packages: readonly { readonly purl: string; readonly bytes: number }[];
  /** null when no vulnerability report was given. */
  readonly vulnerabilities: { readonly before: number; readonly after: number } | null;
};

export type PlanWarning = {
  /** Stable, kebab-case. */
  readonly code: string;
  /** One plain sentence: what could not be known, and what to do about it. */
  readonly text: string;
  /** The file that it is about, null for the image. */
  readonly path: string | null;
  /** From 1; null where there is none. */
  readonly line: number | null;
};
