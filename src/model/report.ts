import type { DiffId, Digest } from './digest.ts';
import type { Origin, OriginFinding } from './finding.ts';
import type { SourceKind } from './image.ts';
import type { RuntimeConfig } from './image-config.ts';
import type { Platform } from './platform.ts';
import type { VulnerabilityScanner, VulnerabilitySeverity } from './vulnerability.ts';

/** Raised whenever a field changes its meaning or leaves. */
export const schemaVersion = 1;

/**
 * All that an inspection found: plain JSON, which `--format json` prints and every screen shows. Sizes are bytes. Nothing in it
 * is escaped for a terminal or a page; whoever renders it does that.
 */
export type Report = {
  readonly schemaVersion: typeof schemaVersion;
  readonly tool: { readonly name: 'flense'; readonly version: string };
  readonly image: ReportImage;
  /** The base first. */
  readonly layers: readonly ReportLayer[];
  /** Directories that hold 1 % of what a container sees, or more, by size, the root first. */
  readonly directories: readonly ReportDirectory[];
  readonly waste: Waste;
  /** By type, name and version. */
  readonly packages: readonly ReportPackage[];
  /** What the report of another tool says of them; only where one was given. */
  readonly vulnerabilities?: ReportVulnerabilities;
  /** By severity, bytes, code and first evidence. */
  readonly findings: readonly OriginFinding[];
  /** By analyzer. */
  readonly outcomes: readonly Outcome[];
};

/** Of a report what advice is made of: what analyzers found, and where the layers come from. A whole report is one too. */
export type Diagnosis = Pick<Report, 'tool' | 'findings'> & {
  readonly image: Pick<ReportImage, 'reference' | 'manifestDigest' | 'imageId' | 'platform' | 'sizeBytes'>;
  readonly layers: readonly Pick<ReportLayer, 'origin'>[];
};

export type ReportImage = {
  /** As the user typed it. */
  readonly reference: string;
  readonly source: SourceKind;
  readonly manifestDigest: Digest | null;
  readonly imageId: Digest;
  readonly platform: Platform;
  readonly created: string | null;
  /** Σ of the layers, content only. */
  readonly sizeBytes: number;
  /** Σ of the stored blobs; null unless all are compressed. */
  readonly compressedBytes: number | null;
  /** Paths that a container sees. */
  readonly entryCount: number;
  readonly config: Omit<RuntimeConfig, 'shell'>;
};

export type ReportLayer = {
  /** 0 is the base. */
  readonly index: number;
  readonly diffId: DiffId;
  readonly digest: Digest | null;
  readonly mediaType: string;
  readonly sizeBytes: number;
  readonly compressedBytes: number | null;
  /** Members of the layer tar. */
  readonly entryCount: number;
  /** As the history has it; '' when it does not say. */
  readonly createdBy: string;
  readonly created: string | null;
  /** Of this layer's own bytes, those that no container sees. */
  readonly reclaimableBytes: number;
  readonly origin: Origin;
};

export type ReportDirectory = { readonly path: string; readonly sizeBytes: number; readonly entryCount: number };

export const wasteCauses = ['rewritten-identical', 'metadata-only', 'modified', 'deleted', 'opaque', 'duplicate-entry'] as const;

export type WasteCause = (typeof wasteCauses)[number];

export type WasteItem = {
  /** A removed or hidden directory stands for all below it. */
  readonly path: string;
  readonly bytes: number;
  readonly cause: WasteCause;
  /** Those that ship the bytes, ascending, and last the one that hides them. */
  readonly layers: readonly number[];
  /** Of the layer that hides them, as a Dockerfile has it; '' when the history does not say. */
  readonly instruction: string;
  /** One sentence that says what to change. */
  readonly remedy: string;
};

export type Waste = {
  readonly reclaimableBytes: number;
  /** Estimated from each layer's own ratio; null unless all layers are compressed. */
  readonly reclaimableCompressedBytes: number | null;
  /** By bytes, the most first; then by path. */
  readonly items: readonly WasteItem[];
  readonly dive: {
    readonly efficiencyScore: number;
    readonly sizeBytes: number;
    readonly userSizeBytes: number;
    readonly wastedBytes: number;
    /** A ratio, as dive has it; null where dive divides by zero. */
    readonly userWastedPercent: number | null;
  };
};

export type ReportPackage = {
  readonly type: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly bytes: number;
  readonly layer: number;
  readonly instruction: string;
  readonly origin: Origin;
};

export type ReportVulnerabilities = {
  readonly scanner: VulnerabilityScanner;
  /** By severity, id, package URL and layer; one for each copy of a package. */
  readonly items: readonly ReportVulnerability[];
  /** Vulnerabilities of packages that are not in the image as the tool names them. */
  readonly unmatchedCount: number;
};

/** A vulnerability and the package that has it. */
export type ReportVulnerability = ReportPackage & {
  readonly id: string;
  readonly severity: VulnerabilitySeverity;
  /** null where there is no version without it, or nobody says. */
  readonly fixedVersion: string | null;
};

export type Outcome = {
  readonly analyzer: string;
  readonly status: 'ok' | 'partial' | 'failed';
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Only when failed. */
  readonly error?: string;
};
