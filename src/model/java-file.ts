/** What a jar, war or ear says of the packages in it, those of the archives in it included. */
export type JavaFile = {
  readonly packages: readonly JavaPackage[];
  /** Archives in it that could not be read. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
};

export type JavaPackage = {
  /** Of the archive that holds it: '' for the file itself, `WEB-INF/lib/a.jar` for one in it, `a.war!/b.jar` for one in that. */
  readonly archive: string;
  /** Whether the archive is this package; others were packed into it. */
  readonly isArchive: boolean;
  /** '' where nobody says. */
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
};
