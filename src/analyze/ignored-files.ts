import type { ImageTree } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import { decodeName, pathBytes } from '../model/layer-index.ts';

/** Something of the build context that no image needs, as a line of `.dockerignore` names it. */
export type IgnoredFiles = {
  readonly pattern: string;
  readonly layer: number;
  /** That match the pattern, or lie below what does; the outermost path of each is in `paths`. */
  readonly fileCount: number;
  readonly bytes: number;
  /** By path. */
  readonly paths: readonly string[];
};

/** Names of files and directories → the pattern that keeps them out wherever they are. */
const names = new Map(
  [
    ...['.aws', '.azure', '.gcp', '.vimrc'],
    ...[
      '.DS_Store',
      '.bundle',
      '.cache',
      '.circleci',
      '.coverage',
      '.devcontainer',
      '.dockerignore',
      '.editorconfig',
      '.eggs',
      '.env',
      '.git',
    ],
    ...['.gitattributes', '.github', '.gitignore', '.gitlab-ci.yml', '.gitmodules', '.gradle', '.hg', '.hgignore', '.idea', '.mypy_cache'],
    ...[
      '.npmrc',
      '.nyc_output',
      '.parcel-cache',
      '.pre-commit-config.yaml',
      '.pytest_cache',
      '.ruff_cache',
      '.svn',
      '.terraform',
      '.tox',
      '.travis.yml',
    ],
    ...[
      '.turbo',
      '.venv',
      '.vs',
      '.vscode',
      'Dockerfile',
      'Containerfile',
      'Jenkinsfile',
      'Thumbs.db',
      '__pycache__',
      'compose.yaml',
      'compose.yml',
    ],
    ...['coverage', 'docker-compose.yaml', 'docker-compose.yml', 'node_modules', 'npm-debug.log', 'venv', 'yarn-error.log'],
  ].map((name) => [name, `**/${name}`]),
);
const endings: readonly (readonly [pattern: string, name: RegExp])[] = [
  ['**/.env.*', /^\.env\.(?!example$|sample$|template$|dist$)[\w.-]{1,60}$/],
  ['**/*.swp', /^\..{1,200}\.sw[op]$/],
  ['**/*~', /^.{1,200}~$/],
  ['**/*.orig', /\.orig$/],
  ['**/*.pyc', /\.py[co]$/],
  ['**/Dockerfile.*', /^Dockerfile\.[\w-]{1,60}$/],
  ['**/docker-compose.*.yml', /^docker-compose\.[\w-]{1,60}\.ya?ml$/],
  ['**/*.log', /^(?:npm|yarn|pnpm|lerna)-(?:debug|error)\.log(?:\.\d{1,9})?$/],
];
const maxPaths = 100;

type Found = { pattern: string; layer: number; fileCount: number; bytes: number; paths: Set<string> };

/**
 * What COPY and ADD took from the build context and nobody needs, also where a later layer removes it. What comes from another stage was
 * never in the context.
 */
export function ignoredFiles(tree: ImageTree, instructions: readonly string[]): readonly IgnoredFiles[] {
  const layers = tree.layers.flatMap((_, layer) => (isFromContext(instructions[layer] ?? '') ? [layer] : []));
  return layers.flatMap((layer) =>
    [...ofLayer(tree, layer, namesIn(instructions[layer]!)).values()]
      .map((found) => ({ ...found, paths: [...found.paths].sort() }))
      .sort(byPattern),
  );
}

export function isFromContext(instruction: string): boolean {
  return /^(?:COPY|ADD) /.test(instruction) && !/ --from=/.test(instruction.slice(0, 4_096));
}

/** Of the paths of an instruction. What it asks for by its name it needs: to ignore that would break the build. */
function namesIn(instruction: string): ReadonlySet<string> {
  return new Set(instruction.slice(0, 4_096).split(/[\s/"[\],]+/));
}

/** What a distribution is unpacked with is none of the user's directories. */
const systemFiles = new Set(['etc/os-release', 'usr/lib/os-release']);

function ofLayer(tree: ImageTree, layer: number, wanted: ReadonlySet<string>): ReadonlyMap<string, Found> {
  const { columns, entryCount } = tree.layers[layer]!;
  const all = new Map<string, Found>();
  for (let row = 0; row < entryCount; row++) {
    if (columns.kinds[row] !== kindOf.file) continue;
    const path = decodeName(pathBytes(columns, row));
    if (systemFiles.has(path)) return new Map();
    const match = matchPath(path, wanted);
    if (match === null) continue;
    const found = all.get(match.pattern) ?? { pattern: match.pattern, layer, fileCount: 0, bytes: 0, paths: new Set<string>() };
    all.set(match.pattern, found);
    found.fileCount += 1;
    found.bytes += columns.sizes[row]!;
    if (found.paths.size < maxPaths) found.paths.add(match.path);
  }
  return all;
}

/** The first component that has no business in an image. */
function matchPath(path: string, wanted: ReadonlySet<string>): { readonly pattern: string; readonly path: string } | null {
  for (let start = 0, end = 0; end < path.length; start = end + 1) {
    const slash = path.indexOf('/', start);
    end = slash < 0 ? path.length : slash;
    const name = path.slice(start, end);
    const pattern = names.get(name) ?? (end === path.length ? endings.find(([, ending]) => ending.test(name))?.[0] : undefined);
    if (pattern !== undefined && wanted.has(name)) return null;
    if (pattern !== undefined) return { pattern, path: `/${path.slice(0, end)}` };
  }
  return null;
}

function byPattern(a: IgnoredFiles, b: IgnoredFiles): number {
  return b.bytes - a.bytes || (a.pattern < b.pattern ? -1 : 1);
}
