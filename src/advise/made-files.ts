import { posix } from 'node:path';
import { modeOf } from '../analyze/node-columns.ts';
import type { InstalledPackage } from '../analyze/packages/installed-package.ts';
import { isBroadDirectory } from '../filesystem/broad-directories.ts';
import type { Node } from '../filesystem/image-tree.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { RuntimeConfig } from '../model/image-config.ts';
import type { MadeFile, PlanUser } from '../model/plan.ts';
import type { CatalogueBase } from './base/base-catalogue.ts';
import type { Kept } from './closure.ts';
import { apkMetadata } from './metadata/apk-metadata.ts';
import { debMetadata } from './metadata/deb-metadata.ts';
import type { Scene } from './tracer.ts';
import { madeAccounts } from './user/made-accounts.ts';
import type { Accounts } from './user/plan-user.ts';

type MadeInput = {
  readonly scene: Scene;
  readonly packages: readonly InstalledPackage[];
  /** Kept paths and their parents. */
  readonly paths: ReadonlyMap<Node, Kept>;
  readonly user: PlanUser;
  readonly accounts: Accounts;
  readonly config: RuntimeConfig;
  /** null: scratch. */
  readonly brings: CatalogueBase | null;
};

/** What production has and the image has not, or not so, by path. */
export async function madeFiles({ scene, packages, paths, user, accounts, config, brings }: MadeInput): Promise<readonly MadeFile[]> {
  const isKept = (node: Node): boolean => paths.has(node);
  const { tree } = scene.view;
  const hasAccounts = brings !== null && resolvePath(tree, '/etc/passwd') === null;
  const made = [
    ...(hasAccounts ? [] : madeAccounts(user, accounts)),
    ...(brings === null && tree.find('/tmp') === null ? [temporaryDirectory] : []),
    ...ownedDirectories(config, user, scene),
    ...(await debMetadata(scene, packages, isKept)),
    ...(await apkMetadata(scene, packages, isKept)),
  ];
  return [...new Map(made.map((file) => [file.path, file])).values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const temporaryDirectory: MadeFile = {
  path: '/tmp',
  kind: 'directory',
  mode: 0o1777,
  uid: 0,
  gid: 0,
  content: '',
  linkTarget: null,
  reason: 'a place for temporary files, which the image has not',
};

/** A user that the plan makes owns the working directory, as root did. */
function ownedDirectories({ workingDir }: RuntimeConfig, user: PlanUser, { view: { tree } }: Scene): readonly MadeFile[] {
  const path = posix.resolve('/', workingDir);
  const node = resolvePath(tree, path, false);
  if (!user.isMade || isBroadDirectory(path) || node === null || !tree.isDirectory(node) || (modeOf(tree, node) & 0o002) !== 0) return [];
  const { uid, gid, name } = user;
  return [
    {
      path,
      kind: 'directory',
      mode: tree.at(node).mode,
      uid,
      gid,
      content: '',
      linkTarget: null,
      reason: `the working directory, for ${name}`,
    },
  ];
}
