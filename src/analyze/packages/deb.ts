import { osReleaseReads } from '../os-release.ts';
import { debDatabaseReads, readDebDatabase } from './deb-database.ts';
import { debSingleReads, readDebSingles } from './deb-singles.ts';
import type { PackageReader } from './package-reader.ts';

/** Packages of dpkg: of its database, and of the files for one package each that images without dpkg have in its place. */
export const debReader: PackageReader = {
  type: 'deb',
  reads: [...osReleaseReads, ...debDatabaseReads, ...debSingleReads],
  read: (image) => {
    const [database, singles] = [readDebDatabase(image), readDebSingles(image)];
    return {
      packages: [...database.packages, ...singles.packages],
      unreadable: [...database.unreadable, ...singles.unreadable],
    };
  },
};
