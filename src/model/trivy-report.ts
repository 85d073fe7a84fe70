import { type JsonFields, missing, objectField, objectsField, stringField } from './json-fields.ts';
import type { PackageType } from './package.ts';
import { parseSeverity } from './scanned-severity.ts';
import type { ScannedVulnerability } from './vulnerability.ts';

/** What Trivy calls a result, by its beginning. https://trivy.dev/latest/docs/coverage/ */
const types: readonly (readonly [type: PackageType, words: RegExp])[] = [
  ['apk', /^(?:alpine|wolfi|chainguard)/],
  ['deb', /^(?:debian|ubuntu)/],
  ['rpm', /^(?:redhat|centos|rocky|alma|amazon|oracle|fedora|suse|opensuse|photon|cbl-mariner|azurelinux)/],
  ['npm', /^(?:node-pkg|npm|yarn|pnpm|bun)/],
  ['pypi', /^(?:python-pkg|pip|pipenv|poetry|uv|conda)/],
  ['golang', /^(?:gobinary|gomod)/],
  ['cargo', /^(?:rustbinary|cargo)/],
  ['maven', /^(?:jar|pom|gradle|sbt)/],
  ['gem', /^(?:gemspec|bundler)/],
  ['composer', /^composer/],
  ['nuget', /^(?:dotnet|nuget|packages-props)/],
];

/** `trivy image --format json`. https://trivy.dev/latest/docs/configuration/reporting/#json */
export function parseTrivy(fields: JsonFields): readonly ScannedVulnerability[] {
  return objectsField(fields, 'Results', parseResult).flat();
}

function parseResult(result: JsonFields): readonly ScannedVulnerability[] {
  const word = stringField(result, 'Type') ?? '';
  const type = types.find(([, words]) => words.test(word))?.[0] ?? null;
  return objectsField(result, 'Vulnerabilities', (found) => ({
    id: required(found, 'VulnerabilityID'),
    severity: parseSeverity(stringField(found, 'Severity')),
    fixedVersion: stringField(found, 'FixedVersion') || null,
    package: {
      purl: purlOf(found),
      type,
      name: required(found, 'PkgName'),
      version: stringField(found, 'InstalledVersion') ?? '',
    },
  }));
}

function purlOf(found: JsonFields): string {
  const identifier = objectField(found, 'PkgIdentifier');
  return identifier === null ? '' : (stringField(identifier, 'PURL') ?? '');
}

function required(fields: JsonFields, name: string): string {
  const text = stringField(fields, name);
  if (text === null || text === '') throw missing(fields, name, 'a name');
  return text;
}
