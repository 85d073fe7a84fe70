import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { PackageReader } from './package-reader.ts';

/** In the order in which rpm came to use them: Berkeley DB, ndb, SQLite; the second directory is that of newer distributions. */
const databases = ['/var/lib/rpm', '/usr/lib/sysimage/rpm'].flatMap((directory) =>
  ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => `${directory}/${name}`),
);

/** Packages of rpm, whose databases are not read yet: an image that has one must not look as if it had none. */
export const rpmReader: PackageReader = {
  type: 'rpm',
  reads: [],
  read: ({ tree }) => {
    const nodes = new Set(databases.map((path) => resolvePath(tree, path)).filter((node) => node !== null));
    const reason = 'the databases of rpm are not read yet: its packages are missing';
    return { packages: [], unreadable: [...nodes].map((node) => ({ path: tree.path(node), reason })) };
  },
};
