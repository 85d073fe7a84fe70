import { posix } from 'node:path';
import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode, maxEvidence } from '../src/analyze/evidence.ts';
import { filesWithFact } from '../src/analyze/files-with-fact.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { modeOf } from '../src/analyze/node-columns.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { ElfFacts } from '../src/model/facts.ts';
import type { Finding } from '../src/model/finding.ts';
import { environmentValue } from '../src/program/search-path.ts';

const id = 'unsafe-search-path';

const codes = {
  writable: { severity: 'high', reason: 'everybody may put a program or a library where others look for theirs' },
  relative: { severity: 'medium', reason: 'what is found depends on the directory that somebody happens to be in' },
  'run-path': { severity: 'medium', reason: 'the same, in the RPATH or RUNPATH of a program or library' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const lists = ['PATH', 'LD_LIBRARY_PATH', 'LD_PRELOAD'] as const;
/** Of one program; hostile ones have thousands. */
const maxRunPaths = 64;

/** Places to look for programs and libraries that others may fill. */
export const unsafeSearchPath: DocumentedAnalyzer = {
  id,
  title: 'Unsafe search paths',
  description:
    'Entries of PATH, LD_LIBRARY_PATH and LD_PRELOAD in the environment, and of the RPATH and RUNPATH of ELF files, that are relative or empty ' +
    '(an empty entry is the working directory), or lead to a directory that everybody may write to. A directory that does not exist counts ' +
    'when everybody may create it. `$ORIGIN` is no relative entry. Variables that a script sets are not seen.',
  codes,
  analyze: (image) => {
    const isWritable = writableTest(image);
    return {
      findings: [...environmentFindings(image, isWritable), ...runPathFindings(image, isWritable)],
      unreadable: unreadableElf(image.tree),
    };
  },
};

type WritableTest = (path: string) => boolean;

/** Whether everybody may write to a directory, or create it; the sticky bit forbids to replace, not to add. */
function writableTest({ tree }: ImageView): WritableTest {
  const known = new Map<string, boolean>();
  const test = (path: string): boolean => {
    let at = path;
    let node = resolvePath(tree, at);
    while (node === null && at !== '/') {
      at = posix.dirname(at);
      node = resolvePath(tree, at);
    }
    return node !== null && (modeOf(tree, node) & 0o002) !== 0;
  };
  return (path) => {
    const answer = known.get(path) ?? test(path);
    known.set(path, answer);
    return answer;
  };
}

function environmentFindings({ image }: ImageView, isWritable: WritableTest): readonly Finding[] {
  const { env } = image.config.config;
  return lists.flatMap((name) => {
    const value = environmentValue(env, name);
    if (value === null || value === '') return [];
    // The loader takes spaces in LD_PRELOAD as well; a name without a slash is looked up as any library.
    const entries = name === 'LD_PRELOAD' ? value.split(/[: ]/).filter((entry) => entry.includes('/')) : value.split(':');
    const relative = entries.filter((entry) => !entry.startsWith('/')).map((entry) => (entry === '' ? 'an empty entry' : entry));
    const writable = entries.filter((entry) => entry.startsWith('/') && isWritable(entry));
    const report = (variant: 'relative' | 'writable', found: readonly string[], what: string): readonly Finding[] =>
      found.length === 0
        ? []
        : [
            finding(variant, {
              summary: `${name} has ${nameList(found)}, ${what}`,
              bytes: 0,
              evidence: [{ kind: 'config', field: 'Env', value: `${name}=${value}` }],
              remedy: { kind: 'change-config', text: `give ${name} only absolute directories that root alone may write to`, field: 'Env' },
            }),
          ];
    return [
      ...report('relative', relative, 'which depends on the working directory'),
      ...report('writable', writable, 'which everybody may write to or create'),
    ];
  });
}

function runPathFindings(image: ImageView, isWritable: WritableTest): readonly Finding[] {
  const { tree } = image;
  const unsafe = filesWithFact(tree, (facts) => facts.elf).flatMap(([node, elf]) => {
    const entries = unsafeRunPaths(elf, isWritable);
    return entries.length === 0 ? [] : [{ node, entries }];
  });
  return byLayer(unsafe, ({ node }) => layerOfNode(tree, node)).map(([, group]) => {
    const nodes: readonly Node[] = group.map(({ node }) => node);
    const subjects = group
      .slice(0, maxEvidence)
      .map(({ node, entries }) => `${tree.path(node)} (${nameList(entries, 2)})`)
      .sort();
    return finding('run-path', {
      summary: `libraries are looked for where everybody may put some, or in the working directory, by ${nameList(subjects, 2)}`,
      bytes: 0,
      evidence: filesEvidence(tree, nodes),
      remedy: {
        kind: 'same-layer',
        text: 'link with -rpath $ORIGIN/… or an absolute directory of root; patchelf --set-rpath changes what is built',
      },
    });
  });
}

function unsafeRunPaths({ rpath, runpath }: ElfFacts, isWritable: WritableTest): readonly string[] {
  // Where there is a RUNPATH the loader does not look at RPATH.
  const value = runpath ?? rpath;
  if (value === null || value === '') return [];
  const entries = value.split(':', maxRunPaths);
  return entries.flatMap((entry) => {
    if (/^\$(?:ORIGIN|\{ORIGIN\})/.test(entry)) return [];
    if (!entry.startsWith('/')) return [entry === '' ? 'an empty entry' : entry];
    return isWritable(entry) ? [entry] : [];
  });
}
