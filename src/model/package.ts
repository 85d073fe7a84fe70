/** Words of https://github.com/package-url/purl-spec for where a package comes from. */
export const packageTypes = ['apk', 'cargo', 'composer', 'deb', 'gem', 'golang', 'maven', 'npm', 'nuget', 'pypi', 'rpm'] as const;

export type PackageType = (typeof packageTypes)[number];

/** A package that an image says is installed. */
export type Package = {
  readonly type: PackageType;
  /** As its ecosystem writes it, the scope or the group included; never empty. */
  readonly name: string;
  /** '' where nobody says. */
  readonly version: string;
  /** https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst */
  readonly purl: string;
  /** As the package says it, which need not be an expression of SPDX; null where it does not. */
  readonly license: string | null;
  /** The file that says that it is installed. */
  readonly path: string;
  /** The layer since which it has been there in this version. */
  readonly layer: number;
};
