import type { Node } from '../../filesystem/image-tree.ts';
import { rootNode } from '../../filesystem/node-table.ts';
import type { Plan } from '../../model/plan.ts';
import type { Command } from '../keys/command.ts';
import type { PlanEdits, Session } from '../session.ts';
import { planTree } from '../tree/plan-tree.ts';
import { hasChildren, type RowRules, rowsBelow, treeRows, withClosed, withOpened } from '../tree/tree-rows.ts';
import { innerRows, listLayout } from './layout.ts';
import { movedCursor } from './move-cursor.ts';
import type { PlanScreen, Ready, Size } from './state.ts';
import { type Step, still } from './step.ts';

const maxPast = 100;

export function emptyPlan({ planning }: Session): PlanScreen {
  return {
    plan: null,
    tree: null,
    status: 'idle',
    error: null,
    estimatedBytes: null,
    edits: planning?.edits ?? { keep: [], drop: [] },
    past: [],
    shows: 'kept',
    why: null,
    isOpen: new Uint8Array(),
    rows: new Int32Array(),
    cursor: 0,
    top: 0,
  };
}

/** A plan is made when it is first looked at. */
export function enterPlan(ready: Ready): Step<Ready> {
  const { plan, session } = ready;
  return session.planning === null || plan.status !== 'idle' ? still(ready) : planning(ready, plan.edits);
}

function planning(ready: Ready, edits: PlanEdits, changes: Partial<PlanScreen> = {}): Step<Ready> {
  return [{ ...ready, plan: { ...ready.plan, edits, status: 'working', error: null, ...changes } }, [{ kind: 'plan', edits }]];
}

export function planned(ready: Ready, edits: PlanEdits, plan: Plan): Ready {
  if (edits !== ready.plan.edits) return ready;
  const tree = planTree(ready.explore.index, plan);
  const isOpen = ready.plan.isOpen.length === 0 ? new Uint8Array(ready.explore.index.nodeCount) : ready.plan.isOpen;
  const node = ready.plan.rows[ready.plan.cursor] ?? null;
  return {
    ...ready,
    plan: withRows({ ...ready.plan, plan, tree, isOpen, status: 'done', error: null, estimatedBytes: null, why: null }, node),
  };
}

export function unplanned(ready: Ready, edits: PlanEdits, reason: string): Ready {
  return edits === ready.plan.edits ? { ...ready, plan: { ...ready.plan, status: 'failed', error: reason, estimatedBytes: null } } : ready;
}

export function planRules({ tree, shows }: PlanScreen): RowRules | null {
  return tree === null ? null : tree[shows];
}

function withRows(plan: PlanScreen, node: Node | null): PlanScreen {
  const rules = planRules(plan);
  if (rules === null) return plan;
  const rows = treeRows(rules, plan.isOpen);
  let cursor = -1;
  for (let at = node; at !== null && at !== rootNode && cursor === -1; at = rules.index.tree.parent(at)) cursor = rows.indexOf(at);
  return { ...plan, rows, cursor: Math.max(0, cursor) };
}

export function explained({ plan, ...ready }: Ready, of: Plan, path: string, reason: string): Ready {
  return { ...ready, plan: of === plan.plan ? { ...plan, why: { path, reason } } : plan };
}

/** What the cursor is on if it is dropped, and is there in the plan that is shown. */
export function droppedPath({ plan, explore }: Ready): string | null {
  const node = plan.rows[plan.cursor];
  if (plan.shows === 'kept' || plan.tree === null || node === undefined || plan.tree.files.has(node)) return null;
  return explore.index.tree.path(node);
}

export function updatePlan(ready: Ready, command: Command, size: Size): Step<Ready> | null {
  const step = changedPlan(ready, command, size);
  if (step === null) return null;
  const [next, effects] = step;
  const path = droppedPath(next);
  return path === null || path === next.plan.why?.path ? step : [next, [...effects, { kind: 'why' }]];
}

function changedPlan(ready: Ready, command: Command, size: Size): Step<Ready> | null {
  const { plan } = ready;
  const moved = movedCursor(command, plan.cursor, plan.rows.length, innerRows(listLayout(size).list, 1));
  if (moved !== null) return still({ ...ready, detailsTop: 0, plan: { ...plan, cursor: moved } });
  const node = plan.rows[plan.cursor];
  switch (command) {
    case 'plan-kept':
      return still({ ...ready, plan: withRows({ ...plan, shows: plan.shows === 'kept' ? 'dropped' : 'kept' }, node ?? null) });
    case 'toggle':
    case 'right':
    case 'left':
      return node === undefined ? null : still({ ...ready, plan: folded(plan, node, command) });
    case 'plan-keep':
    case 'plan-drop':
      return node === undefined ? null : edited(ready, node, command === 'plan-keep' ? 'keep' : 'drop');
    case 'plan-undo':
      return undone(ready);
    case 'plan-save':
      return [ready, [{ kind: 'save-plan', edits: plan.edits }]];
    case 'preview':
      return opened(ready);
    default:
      return null;
  }
}

function folded(plan: PlanScreen, node: Node, command: 'toggle' | 'right' | 'left'): PlanScreen {
  const rules = planRules(plan);
  if (rules === null) return plan;
  const isOpen = plan.isOpen.slice();
  const wasOpen = isOpen[node] === 1;
  if (command === 'left' && !wasOpen) return toParent(plan, node, rules);
  if (!wasOpen && !hasChildren(rules, node)) return plan;
  if (command === 'right' && wasOpen) return { ...plan, cursor: plan.cursor + 1 };
  isOpen[node] = wasOpen ? 0 : 1;
  const rows = wasOpen
    ? withClosed(rules.index, plan.rows, plan.cursor)
    : withOpened(plan.rows, plan.cursor, rowsBelow(rules, isOpen, node));
  return { ...plan, isOpen, rows };
}

function toParent(plan: PlanScreen, node: Node, { index }: RowRules): PlanScreen {
  const row = plan.rows.indexOf(index.tree.parent(node) ?? rootNode);
  return row === -1 ? plan : { ...plan, cursor: row };
}

function edited(ready: Ready, node: Node, choice: 'keep' | 'drop'): Step<Ready> {
  const { edits, past, plan, tree, estimatedBytes } = ready.plan;
  const path = ready.explore.index.tree.path(node);
  const others = { keep: edits.keep.filter((kept) => kept !== path), drop: edits.drop.filter((dropped) => dropped !== path) };
  const next = { ...others, [choice]: [...others[choice], path] };
  // What else the choice brings or takes is known once the plan is made; till then this is what it says itself.
  const change = tree === null ? 0 : choice === 'keep' ? tree.dropped.view.bytes[node]! : -tree.kept.view.bytes[node]!;
  const bytes = Math.max(0, (estimatedBytes ?? plan?.size.predictedBytes ?? 0) + change);
  return planning(ready, next, { past: [...past, edits].slice(-maxPast), estimatedBytes: bytes });
}

function undone(ready: Ready): Step<Ready> {
  const before = ready.plan.past.at(-1);
  return before === undefined ? still(ready) : planning(ready, before, { past: ready.plan.past.slice(0, -1), estimatedBytes: null });
}

function opened(ready: Ready): Step<Ready> | null {
  const { planning: session } = ready.session;
  if (session === null || ready.plan.plan === null || session.documents.length === 0) return null;
  const documents = session.documents.map(({ name }) => ({ name, text: null, error: null }));
  return [{ ...ready, overlay: { kind: 'preview', documents, current: 0, top: 0 } }, [{ kind: 'render-documents' }]];
}

export function rendered(
  ready: Ready,
  { name, text, error }: { readonly name: string; readonly text: string | null; readonly error: string | null },
): Ready {
  const { overlay } = ready;
  if (overlay?.kind !== 'preview') return ready;
  const documents = overlay.documents.map((document) => (document.name === name ? { name, text, error } : document));
  return { ...ready, overlay: { ...overlay, documents } };
}
