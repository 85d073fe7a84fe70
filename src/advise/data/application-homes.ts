import { posix } from 'node:path';
import { isFile, modeOf } from '../../analyze/node-columns.ts';
import { isBroadDirectory } from '../../filesystem/broad-directories.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import type { Scene } from '../tracer.ts';

/** Of these nobody but an application makes one. */
const own = /^\/(?!(?:bin|boot|dev|etc|home|lib|lib\d+|libx32|media|mnt|nodejs|opt|proc|root|run|s?bin|sys|tmp|usr|var)\/)[^/]+\//;
const settings = /^\/etc\/[^/]+\//;
/** Where applications that no package manager knows are put as a whole. */
const homes =
  /^\/(?:opt|srv|usr\/share|usr\/local\/share|home\/[^/]+|usr\/local(?!\/(?:bin|etc|games|include|lib|libexec|man|sbin|share|src|go|cargo|rustup)\/))\/[^/]+(?=\/)/;
/** Of runtimes and their libraries those who trace programs of the language say what is needed. */
const runtimes =
  /\/(?:node_modules|site-packages|dist-packages|gems|lib\/(?:ruby|python[\d.]*|perl5?|php)|[^/]*(?:jdk|jre|jvm)[^/]*|java)\//;
const interpreters = /^(?:node|nodejs|python[\d.]*|pypy[\d.]*|java|ruby[\d.]*|perl[\d.]*|php[\d.]*|dotnet)$/;
const sources = /\.(?:jar|war|m?js|cjs|py|rb|php|pl)$/;

/**
 * Whether a file that came with the base image lies in the home of an application: a base may be a whole server, which only waits for
 * its settings. Asked as late as what runs is known.
 */
export function applicationHomes(scene: Scene, isKept: (node: Node) => boolean): (path: string) => boolean {
  let found: ReadonlySet<string> | null = null;
  return (path) => {
    if (own.test(path) || settings.test(path)) return true;
    found ??= homesOf(scene, isKept);
    for (let at = posix.dirname(path); at !== '/'; at = posix.dirname(at)) if (found.has(at)) return true;
    return false;
  };
}

function homesOf(scene: Scene, isKept: (node: Node) => boolean): ReadonlySet<string> {
  const { tree, image } = scene.view;
  const found = new Set<string>();
  const place = posix.resolve('/', image.config.config.workingDir);
  if (!isBroadDirectory(place) && homes.test(`${place}/`)) found.add(place);
  for (let node = 1; node < tree.nodeCount; node++) {
    if (!tree.isVisible(node) || !isKept(node) || !isFile(tree, node)) continue;
    const path = tree.path(node);
    const home = runtimes.test(path) ? undefined : homes.exec(path)?.[0];
    if (home !== undefined && !found.has(home) && isOfApplication(node, scene) && !isEnvironment(home, tree)) found.add(home);
  }
  return found;
}

function isOfApplication(node: Node, { view }: Scene): boolean {
  const name = view.tree.name(node);
  if (sources.test(name)) return true;
  if ((modeOf(view.tree, node) & 0o111) === 0 || interpreters.test(name)) return false;
  const elf = view.elf(node);
  return view.script(node) !== null || elf?.type === 'executable' || (elf?.interpreter ?? null) !== null;
}

/** Of Python, with a runtime of its own. */
function isEnvironment(home: string, tree: Scene['view']['tree']): boolean {
  return ['pyvenv.cfg', 'conda-meta'].some((name) => tree.find(`${home}/${name}`) !== null);
}
