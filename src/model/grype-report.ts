import { type JsonFields, missing, objectField, objectsField, stringField, stringsField } from './json-fields.ts';
import type { PackageType } from './package.ts';
import { parseSeverity } from './scanned-severity.ts';
import type { ScannedVulnerability } from './vulnerability.ts';

/** Types of Syft's packages. */
const types: Readonly<Record<string, PackageType>> = {
  apk: 'apk',
  deb: 'deb',
  rpm: 'rpm',
  npm: 'npm',
  python: 'pypi',
  'go-module': 'golang',
  'rust-crate': 'cargo',
  'java-archive': 'maven',
  'jenkins-plugin': 'maven',
  gem: 'gem',
  'php-composer': 'composer',
  dotnet: 'nuget',
};

/** `grype IMAGE -o json`. https://github.com/anchore/grype#output-formats */
export function parseGrype(fields: JsonFields): readonly ScannedVulnerability[] {
  return objectsField(fields, 'matches', parseMatch);
}

function parseMatch(match: JsonFields): ScannedVulnerability {
  const [vulnerability, artifact] = [part(match, 'vulnerability'), part(match, 'artifact')];
  const fix = objectField(vulnerability, 'fix');
  const word = stringField(artifact, 'type') ?? '';
  return {
    id: required(vulnerability, 'id'),
    severity: parseSeverity(stringField(vulnerability, 'severity')),
    fixedVersion: (fix === null ? [] : stringsField(fix, 'versions')).join(', ') || null,
    package: {
      purl: stringField(artifact, 'purl') ?? '',
      type: Object.hasOwn(types, word) ? types[word]! : null,
      name: required(artifact, 'name'),
      version: stringField(artifact, 'version') ?? '',
    },
  };
}

function part(fields: JsonFields, name: string): JsonFields {
  const found = objectField(fields, name);
  if (found === null) throw missing(fields, name, 'an object');
  return found;
}

function required(fields: JsonFields, name: string): string {
  const text = stringField(fields, name);
  if (text === null || text === '') throw missing(fields, name, 'a name');
  return text;
}
