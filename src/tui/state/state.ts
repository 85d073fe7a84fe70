import type { Plan } from '../../model/plan.ts';
import type { KeyMap } from '../keys/key-map.ts';
import type { Look } from '../paint/look.ts';
import type { Loading, PlanEdits, Session } from '../session.ts';
import type { PlanTree } from '../tree/plan-tree.ts';
import type { Explore } from './explore.ts';
import type { Overlay } from './overlay.ts';

export const screens = ['explore', 'waste', 'findings', 'packages', 'plan'] as const;

export type ScreenName = (typeof screens)[number];

export type Size = { readonly columns: number; readonly rows: number };

/** A list with a cursor; `top` is the first item that is shown. */
export type ListState = { readonly cursor: number; readonly top: number; readonly filter: string };

export type Message = { readonly text: string; readonly isError: boolean };

/** A plan, and its files as a tree: those that stay, or those that go. */
export type PlanScreen = {
  readonly plan: Plan | null;
  readonly tree: PlanTree | null;
  readonly status: 'idle' | 'working' | 'done' | 'failed';
  readonly error: string | null;
  /** Of the production image after a choice of which the plan is still to be made; null once it is. */
  readonly estimatedBytes: number | null;
  readonly edits: PlanEdits;
  /** Those before, the last one last. */
  readonly past: readonly PlanEdits[];
  readonly shows: 'kept' | 'dropped';
  /** Why a path is dropped, as far as that was asked for; null before. */
  readonly why: { readonly path: string; readonly reason: string } | null;
  readonly isOpen: Uint8Array;
  readonly rows: Int32Array;
  readonly cursor: number;
  readonly top: number;
};

/** Everything that the screen is a function of. */
export type State = {
  readonly size: Size;
  readonly look: Look;
  readonly keys: KeyMap;
  readonly loading: Loading;
  /** null while the image is being read. */
  readonly ready: Ready | null;
  readonly message: Message | null;
  /** Keys that were pressed while the image was read, for the screen that comes. */
  readonly typedAhead: readonly string[];
};

/** What there is once the image has been read. */
export type Ready = {
  readonly session: Session;
  readonly screen: ScreenName;
  readonly focus: 'layers' | 'tree';
  readonly explore: Explore;
  readonly waste: ListState;
  readonly findings: ListState;
  readonly packages: ListState & { readonly order: 'size' | 'name' };
  readonly plan: PlanScreen;
  /** First line of the details that is shown. */
  readonly detailsTop: number;
  readonly overlay: Overlay | null;
};
