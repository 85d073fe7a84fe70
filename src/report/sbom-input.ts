import type { Package } from '../model/package.ts';
import type { Report } from '../model/report.ts';

/** What a bill of materials tells. */
export type SbomInput = {
  readonly report: Report;
  /** The name that the image goes by. */
  readonly name: string;
  /** With the bytes of their visible files. */
  readonly packages: readonly (Package & { readonly bytes: number })[];
  /** Seconds since 1970. */
  readonly createdSeconds: number;
};

/** One package as it is installed in one place or several. */
export type SbomPackage = Pick<Package, 'type' | 'name' | 'version' | 'purl' | 'license'> & {
  readonly bytes: number;
  readonly places: readonly SbomPlace[];
};

export type SbomPlace = Pick<Package, 'path' | 'layer'>;

/** A bill names each package once, whatever the number of copies: those of one package URL are one, and keep their order. */
export function sbomPackages(packages: SbomInput['packages']): readonly SbomPackage[] {
  const byPurl = new Map<string, { readonly first: SbomInput['packages'][number]; bytes: number; readonly places: SbomPlace[] }>();
  for (const found of packages) {
    const known = byPurl.get(found.purl);
    if (known === undefined) byPurl.set(found.purl, { first: found, bytes: found.bytes, places: [found] });
    else {
      known.bytes += found.bytes;
      known.places.push(found);
    }
  }
  return [...byPurl.values()].map(({ first: { type, name, version, purl, license }, bytes, places }) => ({
    type,
    name,
    version,
    purl,
    license,
    bytes,
    places: places.map(({ path, layer }) => ({ path, layer })),
  }));
}
