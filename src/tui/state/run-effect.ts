import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import { InspectError } from '../../model/errors.ts';
import { nodeMatcher } from '../filter/node-matcher.ts';
import type { PathFilter } from '../filter/parse-filter.ts';
import { listPaths, type PathList } from '../search/path-list.ts';
import { searchPaths } from '../search/search-paths.ts';
import type { PlanEdits, Planning, Session } from '../session.ts';
import { changeOf, viewLayer } from '../tree/layer-view.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Action } from './action.ts';
import type { Effect } from './effect.ts';
import { missingLayer } from './explore.ts';
import type { Ready, State } from './state.ts';
import { droppedPath } from './update-plan.ts';

/** What effects work with. */
export type EffectContext = {
  readonly state: () => State;
  readonly dispatch: (action: Action) => void;
  readonly terminal: { readonly quit: () => void; readonly suspend: () => void; readonly redraw: () => void };
  /** Resolves once keys that are waiting have been read. */
  readonly turn: () => Promise<void>;
};

/** Of a file no more is read than this. */
const maxViewedBytes = 4_000_000;
const nodesAtOnce = 20_000;

/** Does what a state asked for. An expected failure becomes a line on the screen; a bug is thrown. */
export async function runEffect(effect: Effect, context: EffectContext): Promise<void> {
  const { ready } = context.state();
  switch (effect.kind) {
    case 'quit':
    case 'suspend':
    case 'redraw':
      return context.terminal[effect.kind]();
    case 'view-layer':
      return showWhenStill(context);
    case 'prefetch':
      return prefetch(context);
    default:
      if (ready !== null) await runReady(effect, ready, context);
  }
}

type ReadyEffect = Exclude<Effect, { kind: 'quit' | 'suspend' | 'redraw' | 'view-layer' | 'prefetch' }>;

function runReady(effect: ReadyEffect, ready: Ready, context: EffectContext): Promise<void> {
  const { session } = ready;
  switch (effect.kind) {
    case 'filter':
      return filterTree(effect.text, effect.filter, ready, context);
    case 'search':
      return search(effect.text, ready, context);
    case 'read':
      return read(effect.entry, effect.lower, session, context);
    case 'extract':
      return told(session.extract(effect.path, effect.layer), context);
    case 'plan':
      return plan(effect.edits, session, context);
    case 'why':
      return why(context);
    case 'save-plan':
      return session.planning === null ? Promise.resolve() : told(session.planning.save(effect.edits), context);
    case 'render-documents':
      return renderDocuments(ready, context);
    case 'write-document':
      return session.planning === null ? Promise.resolve() : told(session.planning.write(effect.name, effect.text), context);
  }
}

/** The layer under the cursor, unless it has moved on meanwhile. */
async function showWhenStill({ state, dispatch, turn }: EffectContext): Promise<void> {
  const wanted = state().ready?.explore;
  await turn();
  const explore = state().ready?.explore;
  if (explore !== undefined && explore.layer === wanted?.layer && explore.mode === wanted.mode) dispatch({ kind: 'view-layer' });
}

/** One at a time, and after the keys that are waiting. */
async function prefetch({ state, dispatch, turn }: EffectContext): Promise<void> {
  for (;;) {
    await turn();
    const explore = state().ready?.explore;
    const layer = explore === undefined ? null : missingLayer(explore);
    if (explore === undefined || layer === null) return;
    dispatch({ kind: 'viewed', view: viewLayer(explore.index, layer, explore.mode) });
  }
}

async function filterTree(text: string, filter: PathFilter, { explore, session }: Ready, context: EffectContext): Promise<void> {
  const { index, view } = explore;
  const matches = new Uint8Array(index.nodeCount);
  const isMatch = nodeMatcher(filter, { index, view, userNames: session.userNames, groupNames: session.groupNames });
  for (let node = 1; node < index.nodeCount; node++) {
    if (view.changes[node] !== changeOf.absent && isMatch(node)) matches[node] = 1;
    if (node % nodesAtOnce !== 0) continue;
    await context.turn();
    if (context.state().ready?.explore.filter !== text) return;
  }
  context.dispatch({ kind: 'filtered', text, matches });
}

const pathLists = new WeakMap<TreeIndex, Promise<PathList>>();

async function search(text: string, { explore }: Ready, { state, dispatch, turn }: EffectContext): Promise<void> {
  const isWanted = (): boolean => {
    const overlay = state().ready?.overlay;
    return overlay?.kind === 'search' && overlay.text === text;
  };
  await turn();
  if (!isWanted()) return;
  const listing = pathLists.get(explore.index) ?? listPaths(explore.index, turn);
  pathLists.set(explore.index, listing);
  const paths = await listing;
  if (!isWanted()) return;
  let shown: readonly Node[] = [];
  for (const { results, matchCount, isDone } of searchPaths(paths, text)) {
    if (isDone || shown.length === 0) dispatch({ kind: 'found', text, results, matchCount: isDone ? matchCount : null });
    shown = results;
    await turn();
    if (!isWanted()) return;
  }
}

async function read(entry: EntryNumber, lower: EntryNumber | null, session: Session, { dispatch }: EffectContext): Promise<void> {
  try {
    const content = await session.readFile(entry, maxViewedBytes);
    const below = lower === null ? null : await session.readFile(lower, maxViewedBytes);
    dispatch({ kind: 'read', entry, content, lower: below });
    await list(entry, content.bytes, session, dispatch);
  } catch (error) {
    dispatch({ kind: 'unread', entry, reason: reasonOf(error) });
  }
}

/** An archive that is broken is still a file that can be looked at. */
async function list(entry: EntryNumber, head: Uint8Array, session: Session, dispatch: EffectContext['dispatch']): Promise<void> {
  try {
    const archive = await session.listArchive(entry, head);
    if (archive !== null) dispatch({ kind: 'listed', entry, archive });
  } catch (error) {
    dispatch({ kind: 'told', text: reasonOf(error), isError: true });
  }
}

const plansUnderWay = new WeakMap<Planning, Promise<unknown>>();

/** Planning takes its time: of choices that are made while one plan is made, only the last is planned. */
async function plan(edits: PlanEdits, { planning }: Session, { dispatch, state, turn }: EffectContext): Promise<void> {
  if (planning === null) return;
  await turn();
  await turn();
  const isWanted = (): boolean => state().ready?.plan.edits === edits;
  while (isWanted() && plansUnderWay.has(planning)) await plansUnderWay.get(planning);
  if (!isWanted()) return;
  const made = planning.plan(edits);
  plansUnderWay.set(
    planning,
    made.catch(() => {}),
  );
  try {
    dispatch({ kind: 'planned', edits, plan: await made });
  } catch (error) {
    dispatch({ kind: 'unplanned', edits, reason: reasonOf(error) });
  } finally {
    plansUnderWay.delete(planning);
  }
}

/** Asked once the cursor is still. */
async function why({ dispatch, state, turn }: EffectContext): Promise<void> {
  await turn();
  const { ready } = state();
  const path = ready === null ? null : droppedPath(ready);
  const of = ready?.plan.plan ?? null;
  if (ready === null || path === null || of === null || ready.session.planning === null || ready.plan.why?.path === path) return;
  const { edits } = ready.plan;
  try {
    dispatch({ kind: 'explained', plan: of, path, reason: await ready.session.planning.why(of, edits, path) });
  } catch (error) {
    dispatch({ kind: 'told', text: reasonOf(error), isError: true });
  }
}

async function renderDocuments({ plan, session }: Ready, { dispatch }: EffectContext): Promise<void> {
  for (const { name, render } of session.planning?.documents ?? []) {
    if (plan.plan === null) return;
    try {
      dispatch({ kind: 'rendered', name, text: await render(plan.plan), error: null });
    } catch (error) {
      dispatch({ kind: 'rendered', name, text: null, error: reasonOf(error) });
    }
  }
}

async function told(work: Promise<string>, { dispatch }: EffectContext): Promise<void> {
  try {
    dispatch({ kind: 'told', text: await work, isError: false });
  } catch (error) {
    dispatch({ kind: 'told', text: reasonOf(error), isError: true });
  }
}

/** A bug passes through. */
function reasonOf(error: unknown): string {
  if (error instanceof InspectError) return error.message;
  throw error;
}
