import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { matchPaths } from '../filesystem/match-paths.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ElfFacts, ScriptFacts } from '../model/facts.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import { layerFacts } from '../model/layer-facts.ts';
import type { LoaderSettings } from '../program/find-library.ts';
import { parseLoaderCache } from '../program/loader-cache.ts';
import { parsePreloadFile, preloadedNames } from '../program/preloaded-names.ts';
import { type ContentSource, treeContents } from './tree-contents.ts';

/** One of the two images that are held against each other; all that a check may look at. */
export type ProofSubject = {
  readonly tree: ImageTree;
  readonly config: Pick<RuntimeConfig, 'env' | 'entrypoint' | 'cmd' | 'workingDir' | 'user' | 'volumes' | 'healthcheck'>;
  readonly elfAt: (node: Node) => ElfFacts | null;
  readonly scriptAt: (node: Node) => ScriptFacts | null;
  readonly settings: LoaderSettings;
  /** Libraries that `LD_PRELOAD` and `/etc/ld.so.preload` put before all others. */
  readonly preloaded: readonly string[];
  /** Of `/etc/passwd`; null where there is none. */
  readonly passwd: string | null;
};

const maxFileBytes = 16 * 1_048_576;

/** @throws InspectError as `readContents` */
export async function proofSubject(source: ContentSource, config: ProofSubject['config']): Promise<ProofSubject> {
  const { tree } = source;
  const cache = await readSmall(source, '/etc/ld.so.cache');
  const [muslPath] = matchPaths(tree, '/etc/ld-musl-*.path');
  const musl = muslPath === undefined ? null : await readSmall(source, muslPath);
  const settings: LoaderSettings = {
    cache: cache === null ? null : parseLoaderCache(cache),
    // Only ldconfig reads /etc/ld.so.conf; a loader knows what is in its cache.
    configured: [],
    musl:
      musl === null
        ? null
        : musl
            .toString('utf8')
            .split(/[:\n]/)
            .filter((directory) => directory.startsWith('/')),
  };
  const passwd = await readSmall(source, '/etc/passwd');
  const preload = await readSmall(source, '/etc/ld.so.preload');
  return {
    tree,
    config,
    elfAt: (node) => fact(tree, node, (facts, row) => facts.elf.get(row)),
    scriptAt: (node) => fact(tree, node, (facts, row) => facts.script.get(row)),
    settings,
    preloaded: [...preloadedNames(config.env), ...parsePreloadFile(preload?.toString('utf8') ?? '')],
    passwd: passwd?.toString('utf8') ?? null,
  };
}

/** null where nothing is there, or it is no file of a sane size. */
async function readSmall(source: ContentSource, path: string): Promise<Buffer | null> {
  const { tree } = source;
  const node = resolvePath(tree, path);
  const inode = node === null ? null : tree.inodeAt(node);
  if (node === null || inode === null || tree.layerEntry(inode).kind !== 'file' || tree.sizeBytes(inode) > maxFileBytes) return null;
  const content = Buffer.alloc(tree.sizeBytes(inode));
  for await (const { offset, bytes } of treeContents(source, [node])) content.set(bytes, offset);
  return content;
}

function fact<T>(tree: ImageTree, node: Node, pick: (facts: ReturnType<typeof layerFacts>, row: number) => T | undefined): T | null {
  const inode = tree.inodeAt(node);
  return inode === null ? null : (pick(layerFacts(tree.layers[tree.layerOf(inode)]!), tree.rowOf(inode)) ?? null);
}
