import { directoriesEndingWith } from '../src/analyze/directories-ending-with.ts';
import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { nodesNamed } from '../src/analyze/files-by-name.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding, Remedy } from '../src/model/finding.ts';

const id = 'package-cache';

const codes = {
  system: { severity: 'low', reason: 'lists and archives that apt, apk, dnf and their kin fetch again whenever they need them' },
  language: { severity: 'low', reason: 'downloads that pip, npm, cargo, maven and their kin keep in case they are asked again' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const systemCaches = [
  ...[
    '/etc/apk/cache',
    '/var/cache/apk',
    '/var/cache/apt',
    '/var/cache/dnf',
    '/var/cache/libdnf5',
    '/var/cache/pacman/pkg',
    '/var/cache/yum',
  ],
  ...['/var/cache/zypp', '/var/lib/apt/lists'],
];
/** Ends of paths: they lie below some home directory, or wherever a variable says. */
const languageCaches = [
  ...['.cache/coursier', '.coursier/cache', '.local/share/NuGet/v3-cache', '.local/share/NuGet/http-cache', '.mamba/pkgs'],
  ...['mambaforge/pkgs', 'micromamba/pkgs', 'miniconda/pkgs', 'miniforge3/pkgs'],
  ...[
    '.bundle/cache',
    '.cache/bazel',
    '.cache/composer',
    '.cache/Cypress',
    '.cache/electron',
    '.cache/go-build',
    '.cache/node',
    '.cache/node-gyp',
  ],
  ...[
    '.cache/pip',
    '.cache/pipenv',
    '.cache/pnpm',
    '.cache/poetry',
    '.cache/pypoetry',
    '.cache/uv',
    '.cache/yarn',
    '.cargo/registry',
    '.ccache',
  ],
  ...[
    '.composer/cache',
    '.conda/pkgs',
    '.gradle/caches',
    '.gradle/wrapper/dists',
    '.ivy2/cache',
    '.m2/repository',
    '.npm/_cacache',
    '.npm/_logs',
  ],
  ...[
    '.npm/_npx',
    '.nuget/packages',
    '.pnpm-store',
    '.pub-cache',
    '.sbt/boot',
    '.stack/pack',
    'anaconda3/pkgs',
    'cargo/git',
    'cargo/registry',
  ],
  ...['conda/pkgs', 'go/pkg/mod', 'miniconda3/pkgs', 'share/pnpm/store', 'share/.cache/yarn'],
];
/** Locks, empty lists and the like are what a cleaned cache looks like. */
const leastBytes = 4_096;

/** What package managers keep for next time. */
export const packageCache: DocumentedAnalyzer = {
  id,
  title: 'Caches of package managers',
  description:
    'Files below the directories where package managers of systems and languages keep lists, archives and downloads. Judged by what is left in the ' +
    'layers, not by the commands that were run: a cache mount, or a removal in the same instruction, leaves nothing. What a later layer removes is ' +
    `waste and counted there. Less than ${leastBytes} bytes in a layer is what a cleaned cache looks like. Stores that a program runs from, such as ` +
    '`.yarn/cache` or node_modules, are none.',
  codes,
  analyze: (image) => {
    const systems = systemCaches.flatMap((path) => directoryAt(image, path));
    const languages = [...languageCaches.flatMap((end) => directoriesEndingWith(image.tree, end)), ...gemCaches(image)];
    return {
      findings: [...describe(image, 'system', systems), ...describe(image, 'language', languages)],
      unreadable: [],
    };
  },
};

function directoryAt({ tree }: ImageView, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  return node !== null && tree.isDirectory(node) ? [node] : [];
}

/** Where gems are installed, `cache` has the archives that they came in: wherever a variable or a version says. */
function gemCaches({ tree }: ImageView): readonly Node[] {
  return nodesNamed(tree, 'cache').filter((node) => {
    const home = tree.parent(node);
    const isHome = home !== null && ['gems', 'specifications'].some((name) => tree.child(home, name) !== null);
    const isNamed = home !== null && /^\/usr\/local\/bundle$|\/gems\/\d[\w.]{0,20}$/.test(tree.path(home));
    return tree.isDirectory(node) && (isHome || isNamed) && tree.children(node).some((file) => tree.name(file).endsWith('.gem'));
  });
}

function describe(image: ImageView, variant: keyof typeof codes, nodes: readonly Node[]): readonly Finding[] {
  return directoryShares(image.tree, nodes, leastBytes).map(({ layer, bytes, evidence }) =>
    finding(variant, {
      summary: `caches are left in ${nameList(evidence.map((one) => (one.kind === 'file' ? one.path : '')))}`,
      bytes,
      evidence,
      remedy: remedyFor(image.instructions[layer] ?? ''),
    }),
  );
}

function remedyFor(instruction: string): Remedy {
  return instruction.startsWith('RUN ')
    ? { kind: 'same-layer', text: 'use a cache mount (RUN --mount=type=cache), or remove the cache in the same instruction' }
    : { kind: 'production-stage', text: 'leave it out of what is copied, or build on a base image without it' };
}
