import { ownersOf } from '../../analyze/ownership.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { PlanPart } from '../../model/plan.ts';
import type { Scene } from '../tracer.ts';
import type { Draft } from './draft.ts';

const documentation = /^\/usr\/share\/(?:doc|man|info|lintian|doc-base|bug)\//;

/** Keeps what the distribution's package of a file brought, documentation left out. @returns its name, null where it has none */
export function keepPackage(draft: Draft, scene: Scene, node: Node, reason: string): string | null {
  const { packages, ownership } = scene.inventory;
  const owner = ownership.system[node] ?? -1;
  const found = packages[owner];
  if (found === undefined) return null;
  for (const file of found.files) {
    const path = scene.view.tree.path(file);
    if (!documentation.test(path)) draft.keep(path, reason, { confidence: 'likely' });
  }
  return found.name;
}

/** What the distribution packages is runtime, the rest somebody's application. */
export function partOf(scene: Scene, node: Node | null): PlanPart {
  if (node === null) return 'application';
  const { packages, ownership } = scene.inventory;
  return ownersOf(packages, ownership, node).some(({ type }) => type === 'deb' || type === 'apk' || type === 'rpm')
    ? 'runtime'
    : 'application';
}
