import { exploreLayout, innerRows, listLayout, scrolled } from './layout.ts';
import type { ListState, Ready, Size } from './state.ts';
import { visibleFindings, visiblePackages, visibleWaste } from './visible-items.ts';

/** The list of the screen that is shown, null where that has none. */
export function currentList(ready: Ready): { readonly list: ListState; readonly count: number } | null {
  switch (ready.screen) {
    case 'waste':
      return { list: ready.waste, count: visibleWaste(ready).length };
    case 'findings':
      return { list: ready.findings, count: visibleFindings(ready).length };
    case 'packages':
      return { list: ready.packages, count: visiblePackages(ready).length };
    case 'explore':
    case 'plan':
      return null;
  }
}

export function withList(ready: Ready, changes: Partial<ListState>): Ready {
  switch (ready.screen) {
    case 'waste':
      return { ...ready, waste: { ...ready.waste, ...changes } };
    case 'findings':
      return { ...ready, findings: { ...ready.findings, ...changes } };
    case 'packages':
      return { ...ready, packages: { ...ready.packages, ...changes } };
    case 'explore':
    case 'plan':
      return ready;
  }
}

export function withListFilter(ready: Ready, filter: string): Ready {
  return withList(ready, { filter, cursor: 0, top: 0 });
}

/** Scrolls all that has a cursor so that it is seen. */
export function settled(ready: Ready, size: Size): Ready {
  return ready.screen === 'explore' ? { ...ready, explore: settledExplore(ready, size) } : settledList(ready, size);
}

function settledExplore({ explore }: Ready, size: Size): Ready['explore'] {
  const { layers } = explore.index.tree;
  const layout = exploreLayout(size, layers.length);
  return {
    ...explore,
    layerTop: scrolled(explore.layerTop, explore.layer, innerRows(layout.layers, 1), layers.length),
    top: scrolled(explore.top, explore.cursor, innerRows(layout.tree, 1), explore.rows.length),
  };
}

function settledList(ready: Ready, size: Size): Ready {
  if (ready.screen === 'plan') return { ...ready, plan: settledPlan(ready.plan, size) };
  const current = currentList(ready);
  if (current === null) return ready;
  const cursor = Math.max(0, Math.min(current.list.cursor, current.count - 1));
  return withList(ready, { cursor, top: scrolled(current.list.top, cursor, innerRows(listLayout(size).list, 1), current.count) });
}

function settledPlan(plan: Ready['plan'], size: Size): Ready['plan'] {
  const cursor = Math.max(0, Math.min(plan.cursor, plan.rows.length - 1));
  return { ...plan, cursor, top: scrolled(plan.top, cursor, innerRows(listLayout(size).list, 1), plan.rows.length) };
}
