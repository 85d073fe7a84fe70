import type { ImageTree, Node } from '../filesystem/image-tree.ts';
import { kindOf } from '../filesystem/tree-state.ts';
import { decodeName } from '../model/layer-index.ts';

/** Visible regular files that several analyzers know by name, found in one walk. */
export type FileNames = {
  /** One for each environment: `staging.yml`, `.env.production`, `appsettings.Development.json`. */
  readonly environments: readonly EnvironmentFile[];
  /** `Dockerfile`, `compose.yaml`, `.vimrc`: what a workshop has. */
  readonly workshop: readonly Node[];
  /** `pwsh.dll` */
  readonly powerShell: readonly Node[];
  /** `tsconfig.json` */
  readonly typescript: readonly Node[];
};

export type EnvironmentFile = {
  readonly node: Node;
  /** In small letters: `staging`. */
  readonly environment: string;
  /** What it is called without it: `appsettings..json`. */
  readonly rest: string;
};

const environmentName =
  /^(?<before>(?:[\w.-]{0,60}[._-])?)(?<environment>dev|development|prod|production|qa|stage|staging|test|uat)(?<after>\.(?:conf|env|ini|js|json|properties|rb|toml|ts|ya?ml))$|^(?<dot>\.env)\.(?<name>dev|development|prod|production|qa|stage|staging|test|uat)$/i;

const workshopNames = new Set([
  ...['Containerfile', 'Dockerfile', 'compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml', '.vimrc'],
]);

const known = new WeakMap<ImageTree, FileNames>();

export function fileNames(tree: ImageTree): FileNames {
  const names = known.get(tree) ?? survey(tree);
  known.set(tree, names);
  return names;
}

function survey(tree: ImageTree): FileNames {
  const { visible, table, inodes } = tree.state;
  const environments: EnvironmentFile[] = [];
  const powerShell: Node[] = [];
  const workshop: Node[] = [];
  const typescript: Node[] = [];
  for (let node = 0; node < tree.nodeCount; node++) {
    const entry = visible[node]!;
    if (entry < 0 || inodes[entry]! < 0) continue;
    const bytes = table.name(node);
    // What the names have in common, so that most are never decoded.
    if (bytes.length < 5 || bytes.length > 80 || !mayBeKnown(bytes) || tree.kindNumber(inodes[entry]!) !== kindOf.file) continue;
    const name = decodeName(bytes);
    if (workshopNames.has(name)) workshop.push(node);
    if (name === 'pwsh.dll') powerShell.push(node);
    if (name === 'tsconfig.json') typescript.push(node);
    const groups = environmentName.exec(name)?.groups;
    if (groups === undefined) continue;
    const { before = '', environment, after = '', dot = '', name: last } = groups;
    environments.push({ node, environment: (environment ?? last ?? '').toLowerCase(), rest: `${dot}${before}*${after}` });
  }
  return { environments, workshop, powerShell, typescript };
}

/** A dot, or the end of `Dockerfile`. */
function mayBeKnown(bytes: Uint8Array): boolean {
  return bytes.includes(0x2e) || (bytes[bytes.length - 4] === 0x66 && bytes.length <= 13);
}
