import type { Node } from '../../filesystem/image-tree.ts';
import { matchPaths } from '../../filesystem/match-paths.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { LoaderSettings } from '../../program/find-library.ts';
import { parseLoaderCache } from '../../program/loader-cache.ts';
import { readText } from '../read-text.ts';
import type { Scene } from '../tracer.ts';

const cacheBytes = 16 * 1_048_576;
const confBytes = 65_536;
const maxConfigurations = 256;

/** How the image tells its loader where to look. */
export async function readLoaderSettings(scene: Scene): Promise<LoaderSettings> {
  const { tree } = scene.view;
  const cacheNode = resolvePath(tree, '/etc/ld.so.cache');
  const cacheContent = cacheNode === null ? undefined : (await scene.read([cacheNode], cacheBytes)).get(cacheNode);
  return {
    cache: cacheContent === undefined ? null : parseLoaderCache(cacheContent),
    configured: await configuredDirectories(scene),
    musl: await muslDirectories(scene),
  };
}

/** Paths of the files that say it, so that they are kept where they are used. */
export function loaderConfiguration(scene: Scene): readonly string[] {
  return matchPaths(scene.view.tree, '/etc/ld-musl-*.path');
}

/** https://man7.org/linux/man-pages/man8/ldconfig.8.html */
async function configuredDirectories(scene: Scene): Promise<readonly string[]> {
  const directories: string[] = [];
  const open = ['/etc/ld.so.conf'];
  const seen = new Set<Node>();
  for (let at = 0; at < open.length && at < maxConfigurations; at++) {
    const node = resolvePath(scene.view.tree, open[at]!);
    if (node === null || seen.has(node)) continue;
    seen.add(node);
    for (const raw of ((await readText(scene, node, confBytes)) ?? '').split('\n')) {
      const line = raw.split('#', 1)[0]!.trim();
      const include = /^include\s+(\S+)$/.exec(line)?.[1];
      if (include !== undefined) open.push(...matchPaths(scene.view.tree, include.startsWith('/') ? include : `/etc/${include}`));
      else if (line.startsWith('/')) directories.push(line.split(/[\s=]/, 1)[0]!);
    }
  }
  return directories;
}

/** Directories parted by colons or newlines. https://git.musl-libc.org/cgit/musl/tree/ldso/dynlink.c */
async function muslDirectories(scene: Scene): Promise<readonly string[] | null> {
  const [path] = loaderConfiguration(scene);
  const node = path === undefined ? null : resolvePath(scene.view.tree, path);
  const text = node === null ? null : await readText(scene, node, confBytes);
  return text === null ? null : text.split(/[:\n]/).filter((directory) => directory.startsWith('/'));
}
