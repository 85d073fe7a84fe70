import type { Report, ReportLayer } from '../model/report.ts';
import { documentUuid } from './document-uuid.ts';
import { isLicenseExpression } from './license-expression.ts';
import { type SbomInput, type SbomPackage, type SbomPlace, sbomPackages } from './sbom-input.ts';

const documentId = 'SPDXRef-DOCUMENT';
const imageId = 'SPDXRef-Image';
const unknown = 'NOASSERTION';

/** https://spdx.github.io/spdx-spec/v2.3/ as JSON */
export function renderSpdx(input: SbomInput): string {
  const { report, name, createdSeconds } = input;
  const found = sbomPackages(input.packages);
  const packages = found.map((one, i) => toPackage(one, i, report.layers));
  const uuid = documentUuid('spdx', report.image.imageId, report.tool.version, createdSeconds);
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: documentId,
    name,
    documentNamespace: `https://spdx.org/spdxdocs/${report.tool.name}-${uuid}`,
    creationInfo: {
      created: new Date(createdSeconds * 1_000).toISOString().replace('.000Z', 'Z'),
      creators: [`Tool: ${report.tool.name}-${report.tool.version}`],
    },
    packages: [toImage(report, name), ...report.layers.map(toLayer), ...packages],
    relationships: [
      { spdxElementId: documentId, relationshipType: 'DESCRIBES', relatedSpdxElement: imageId },
      ...report.layers.map(({ index }) => contains(imageId, layerId(index))),
      ...packages.map(({ SPDXID }) => contains(imageId, SPDXID)),
      ...found.flatMap(({ places }, i) => inLayers(places, packages[i]!.SPDXID)),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function toImage({ image }: Report, name: string): object {
  const digest = image.manifestDigest ?? image.imageId;
  const [algorithm = '', checksumValue = ''] = digest.split(':', 2);
  return {
    SPDXID: imageId,
    name,
    versionInfo: digest,
    downloadLocation: unknown,
    filesAnalyzed: false,
    checksums: [{ algorithm: algorithm.toUpperCase(), checksumValue }],
    licenseConcluded: unknown,
    licenseDeclared: unknown,
    copyrightText: unknown,
    primaryPackagePurpose: 'CONTAINER',
  };
}

/** A layer is what its tar hashes to. */
function toLayer({ index, diffId }: ReportLayer): object {
  const [algorithm = '', checksumValue = ''] = diffId.split(':', 2);
  return {
    SPDXID: layerId(index),
    name: `layer ${index}`,
    versionInfo: diffId,
    downloadLocation: unknown,
    filesAnalyzed: false,
    checksums: [{ algorithm: algorithm.toUpperCase(), checksumValue }],
    licenseConcluded: unknown,
    licenseDeclared: unknown,
    copyrightText: unknown,
    primaryPackagePurpose: 'ARCHIVE',
  };
}

function layerId(index: number): string {
  return `SPDXRef-Layer-${index}`;
}

function contains(whole: string, part: string, comment?: string): object {
  const relationship = { spdxElementId: whole, relationshipType: 'CONTAINS', relatedSpdxElement: part };
  return comment === undefined ? relationship : { ...relationship, comment };
}

/** Each layer that installed it, with the files that tell. */
function inLayers(places: readonly SbomPlace[], id: string): readonly object[] {
  return [...new Set(places.map(({ layer }) => layer))].map((layer) => {
    const files = places.filter((place) => place.layer === layer).map(({ path }) => path);
    return contains(layerId(layer), id, `found by ${files.join(', ')}`);
  });
}

/** An element for each file would need its SHA-1, which nobody else asks for: what was found is told with the layer it was found in. */
function toPackage({ type, name, version, purl, license, places }: SbomPackage, index: number, layers: readonly ReportLayer[]) {
  const isDeclared = license !== null && isLicenseExpression(license);
  return {
    SPDXID: `SPDXRef-Package-${index + 1}-${type}-${name.replace(/[^A-Za-z0-9.-]/g, '-')}`,
    name,
    ...(version === '' ? {} : { versionInfo: version }),
    downloadLocation: unknown,
    filesAnalyzed: false,
    sourceInfo: places.map(({ path, layer }) => `found by ${path}, installed in layer ${layer} (${layers[layer]!.diffId})`).join('; '),
    licenseConcluded: unknown,
    licenseDeclared: isDeclared ? license : unknown,
    ...(license === null || isDeclared ? {} : { licenseComments: `the package itself says: ${license}` }),
    copyrightText: unknown,
    externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purl }],
  };
}
