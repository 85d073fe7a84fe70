import type { ServerTrace } from './server-trace.ts';

const documentation = /^\/usr\/share\/(?:doc|man|info|locale|lintian|doc-base|bug)\//;

/** Keeps all that the distribution's package of a file brought, but what is only read by people. @returns its name, null where it has none */
export function keepOwner(found: ServerTrace, path: string, reason: string): string | null {
  const { inventory, view } = found.scene;
  const node = found.node(path);
  const owner = node === null ? undefined : inventory.packages[inventory.ownership.system[node] ?? -1];
  if (owner === undefined) return null;
  found.keep(
    reason,
    owner.files.map((file) => view.tree.path(file)).filter((file) => !documentation.test(file)),
  );
  return owner.name;
}
