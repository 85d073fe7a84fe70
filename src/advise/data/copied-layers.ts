import type { Scene } from '../tracer.ts';

/** Somebody's whole root file system has one of these. */
const ofRoots = ['/etc/passwd', '/etc/os-release', '/usr/lib/os-release', '/var/lib/dpkg/status', '/lib/apk/db/installed'];

/** Whether a layer is what COPY or ADD put into one place: its files were chosen, and not made by what ran there. */
export function copiedLayers({ view: { tree, instructions } }: Scene): (layer: number) => boolean {
  const roots = new Set(ofRoots.flatMap((path) => layerAt(tree, path)));
  const answers = instructions.map((text, layer) => /^(?:COPY|ADD) /.test(text) && !roots.has(layer));
  return (layer) => answers[layer] ?? false;
}

function layerAt(tree: Scene['view']['tree'], path: string): readonly number[] {
  const node = tree.find(path);
  const entry = node === null ? null : tree.entryAt(node);
  return entry === null ? [] : [tree.layerOf(entry)];
}
