import type { Limits } from '../model/limits.ts';
import type { Destination } from './destination.ts';
import type { LayerCompression } from './layer-compression.ts';
import type { StagedImage } from './staged-image.ts';

/** Where a slim image is put when it is complete, and proved. */
export type SlimTarget = {
  /** Exists, for what is not complete yet. */
  readonly workDirectory: string;
  /** How its layers are stored there, whatever was asked for; null: as was asked for. */
  readonly compression: LayerCompression | null;
  /** Whether it can hold an image for each of several platforms. */
  readonly takesIndex: boolean;
  readonly put: (images: readonly StagedImage[]) => Promise<void>;
  /** Removes what is not at its place, and closes connections. */
  readonly discard: () => void;
};

export type TargetOptions = {
  /** Whether what is there may be replaced. */
  readonly isForced: boolean;
  readonly insecure: boolean;
  readonly temporaryDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  readonly warn: (warning: string) => void;
};

/** Looks whether something may be put there, before anything is made for it. @throws InspectError `exists`, `unwritable`, `not-found` */
export async function openTarget(destination: Destination, options: TargetOptions): Promise<SlimTarget> {
  switch (destination.kind) {
    case 'oci':
    case 'oci-archive':
    case 'docker-archive':
      return (await import('./file-target.ts')).openFileTarget(destination, options);
    case 'docker':
      return (await import('./engine-target.ts')).openEngineTarget(destination.name, options);
    case 'registry':
      return (await import('./registry-target.ts')).openRegistryTarget(destination.name, options);
  }
}
