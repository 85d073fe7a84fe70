import { type JsonFields, missing, objectField, objectsField, stringField, stringsField } from './json-fields.ts';
import type { PackageType } from './package.ts';
import { scoreSeverity } from './scanned-severity.ts';
import type { ScannedPackage, ScannedVulnerability } from './vulnerability.ts';

/** Ecosystems, without the release that may follow a colon. https://ossf.github.io/osv-schema/#defined-ecosystems */
const types: Readonly<Record<string, PackageType>> = {
  Alpine: 'apk',
  Wolfi: 'apk',
  Chainguard: 'apk',
  Debian: 'deb',
  Ubuntu: 'deb',
  'Red Hat': 'rpm',
  'Rocky Linux': 'rpm',
  AlmaLinux: 'rpm',
  SUSE: 'rpm',
  openSUSE: 'rpm',
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  'crates.io': 'cargo',
  Maven: 'maven',
  RubyGems: 'gem',
  Packagist: 'composer',
  NuGet: 'nuget',
};

/** `osv-scanner scan image --format json`. https://google.github.io/osv-scanner/output/ */
export function parseOsv(fields: JsonFields): readonly ScannedVulnerability[] {
  return objectsField(fields, 'results', (result) => objectsField(result, 'packages', parsePackage).flat()).flat();
}

/** One vulnerability may have several names; the groups say which. */
function parsePackage(entry: JsonFields): readonly ScannedVulnerability[] {
  const found = parseScanned(entry);
  const groups = objectsField(entry, 'groups', (group) => ({
    ids: stringsField(group, 'ids'),
    severity: scoreSeverity(stringField(group, 'max_severity')),
  }));
  const grouped = new Set(groups.flatMap(({ ids }) => ids));
  const alone = objectsField(entry, 'vulnerabilities', (one) => stringField(one, 'id') ?? '').filter((id) => id !== '' && !grouped.has(id));
  const named = [
    ...groups.flatMap(({ ids, severity }) => (ids[0] === undefined ? [] : [{ id: ids[0], severity }])),
    ...alone.map((id) => ({ id, severity: scoreSeverity(null) })),
  ];
  return named.map(({ id, severity }) => ({ id, severity, fixedVersion: null, package: found }));
}

function parseScanned(entry: JsonFields): ScannedPackage {
  const found = objectField(entry, 'package');
  const name = found === null ? null : stringField(found, 'os_package_name') || stringField(found, 'name');
  if (found === null || name === null || name === '') throw missing(entry, 'package', 'a package with a name');
  const ecosystem = (stringField(found, 'ecosystem') ?? '').split(':', 1)[0]!;
  return { purl: '', type: Object.hasOwn(types, ecosystem) ? types[ecosystem]! : null, name, version: stringField(found, 'version') ?? '' };
}
