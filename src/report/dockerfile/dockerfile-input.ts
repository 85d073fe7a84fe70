import type { Plan } from '../../model/plan.ts';
import type { RecordRecipe } from './record-functions.ts';

/** What the production image has at one path. */
export type DockerfileEntry = {
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'symlink' | 'hardlink' | 'char' | 'block' | 'fifo';
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Of files; 0 otherwise. */
  readonly bytes: number;
  /** Symlinks: as written. Hardlinks: the other name. null for the rest. */
  readonly linkTarget: string | null;
  /** Extended attributes, say capabilities. */
  readonly hasAttributes: boolean;
  /** Bytes that the plan makes; null for what the image has. */
  readonly made: Uint8Array | null;
  /** Of what is made: how the build stage gets the same bytes without being told them. */
  readonly recipe?: RecordRecipe;
  /** Of a directory that is copied at once: paths below it that are taken away again. null: only what is listed is copied. */
  readonly left: readonly string[] | null;
  /** Why it is there, without the object: `needed by`. */
  readonly reason: string;
  /** `/usr/bin/node`; null where the reason says all. */
  readonly object: string | null;
};

/** Of the stages that are written. */
export type StageNames = { readonly build: string; readonly production: string; readonly debug: string };

export const usualStages: StageNames = { build: 'build', production: 'production', debug: 'debug' };

export type DockerfileInput = {
  readonly plan: Plan;
  /** What FROM can name; null where nothing that the image is called by can be built from. */
  readonly from: string | null;
  /** By path; directories before what is in them. */
  readonly entries: readonly DockerfileEntry[];
  /** A directory that the image does not have. */
  readonly stage: string;
  /** Whether the image has a shell and the few programs that the assembly needs. */
  readonly hasShell: boolean;
  /** Whether its `cp -a` copies extended attributes, which that of busybox does not. */
  readonly keepsAttributes: boolean;
  /** What the shell of the image needs beyond the production image, with the shell; empty where it has none. */
  readonly debugEntries: readonly DockerfileEntry[];
  /** The user's own file, whose last stage is built on; null: the image itself is. */
  readonly own: { readonly text: string; readonly stageName: string } | null;
  readonly stages: StageNames;
};
