/** An installed package of Debian, as far as dpkg's database tells it. */
export type DebianPackage = {
  readonly name: string;
  readonly version: string;
  readonly section: string;
  readonly summary: string;
  readonly depends?: string;
  /** Source package, where it is called otherwise. */
  readonly source?: string;
  readonly essential?: boolean;
  readonly sizeKibibytes: number;
  /** Absolute paths, directories included. */
  readonly files: readonly string[];
};

/** `/var/lib/dpkg/status`: https://man7.org/linux/man-pages/man5/deb-control.5.html */
export function dpkgStatus(packages: readonly DebianPackage[]): string {
  return packages.map((entry) => `${stanza(entry).join('\n')}\n\n`).join('');
}

/** The file lists below `/var/lib/dpkg/info`, by path. */
export function dpkgLists(packages: readonly DebianPackage[]): Readonly<Record<string, string>> {
  return Object.fromEntries(packages.map(({ name, files }) => [`/var/lib/dpkg/info/${name}.list`, `${['/.', ...files].join('\n')}\n`]));
}

function stanza(entry: DebianPackage): readonly string[] {
  return [
    `Package: ${entry.name}`,
    ...(entry.essential === true ? ['Essential: yes'] : []),
    'Status: install ok installed',
    `Priority: ${entry.essential === true ? 'required' : 'optional'}`,
    `Section: ${entry.section}`,
    `Installed-Size: ${entry.sizeKibibytes}`,
    'Maintainer: Nobody <nobody@example.org>',
    'Architecture: amd64',
    ...(entry.source === undefined ? [] : [`Source: ${entry.source}`]),
    `Version: ${entry.version}`,
    ...(entry.depends === undefined ? [] : [`Depends: ${entry.depends}`]),
    `Description: ${entry.summary}`,
  ];
}
