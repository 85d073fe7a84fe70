import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { tracePath } from '../../filesystem/trace-path.ts';
import type { Scene } from '../tracer.ts';
import { javaHome, layerOf } from './left-runtime.ts';
import type { StartedRuntime } from './started-runtime.ts';

/** Where the runtime of a base looks for certificates. */
const storeOfBase = '/etc/ssl/certs/java/cacerts';

export type TrustStore = {
  readonly path: string;
  /** Whether it was changed after the runtime was installed, where that is not seen by the files of the runtime themselves. */
  readonly isChanged: boolean;
};

/** Certificates of the image's own runtime where that of a base does not look for them; null where there are none such. */
export function ownTrustStore(runtime: StartedRuntime, left: ReadonlySet<Node>, scene: Scene): TrustStore | null {
  const { tree } = scene.view;
  const path = posix.join(javaHome(runtime, scene), 'lib/security/cacerts');
  const { node, links } = tracePath(tree, path);
  if (node === null ? links.length === 0 : node === resolvePath(tree, storeOfBase)) return null;
  const layer = layerOf(runtime.program, tree) ?? 0;
  const places = node === null || left.has(node) ? links : [...links, node];
  return { path: node === null ? path : tree.path(node), isChanged: places.some((place) => (layerOf(place, tree) ?? 0) > layer) };
}
