import { describe, expect, it } from 'vitest';
import { renderSpdx } from '../../src/report/spdx.ts';
import { sbomSample } from './sbom-sample.ts';

type Document = {
  readonly documentNamespace: string;
  readonly packages: readonly { readonly SPDXID: string; readonly name: string; readonly licenseDeclared: string }[];
  readonly relationships: readonly {
    readonly spdxElementId: string;
    readonly relationshipType: string;
    readonly relatedSpdxElement: string;
    readonly comment?: string;
  }[];
};

function read(): Document {
  return JSON.parse(renderSpdx(sbomSample)) as Document;
}

const { diffId } = sbomSample.report.layers[0]!;

describe('renderSpdx', () => {
  it('describes an image that contains its packages', () => {
    const document = read();
    expect(document).toMatchObject({
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name: 'app:1.0',
      creationInfo: { created: '2023-11-14T22:13:20Z', creators: ['Tool: flense-1.2.3'] },
    });
    expect(document.packages.map(({ SPDXID }) => SPDXID)).toEqual([
      'SPDXRef-Image',
      ...[0, 1, 2].map((index) => `SPDXRef-Layer-${index}`),
      'SPDXRef-Package-1-deb-bash',
      'SPDXRef-Package-2-npm-lodash',
      'SPDXRef-Package-3-golang-a.b-c',
      'SPDXRef-Package-4-npm---31m---script-',
    ]);
    expect(document.packages[5]).toEqual({
      SPDXID: 'SPDXRef-Package-2-npm-lodash',
      name: 'lodash',
      versionInfo: '4.17.21',
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      sourceInfo: `found by /app/node_modules/a/node_modules/lodash/package.json, installed in layer 1 (${diffId}); found by /app/node_modules/lodash/package.json, installed in layer 0 (${diffId})`,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'MIT',
      copyrightText: 'NOASSERTION',
      externalRefs: [{ referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/lodash@4.17.21' }],
    });
  });

  it('declares only licenses that are expressions of SPDX', () => {
    expect(read().packages.map(({ licenseDeclared }) => licenseDeclared)).toEqual([
      ...Array(4).fill('NOASSERTION'),
      'NOASSERTION',
      'MIT',
      '(MIT OR Apache-2.0) AND GPL-2.0-or-later WITH Classpath-exception-2.0',
      'NOASSERTION',
    ]);
  });

  it('has identifiers of letters, digits, dots and dashes, each once, and relates nothing else', () => {
    const { packages, relationships } = read();
    const ids = packages.map(({ SPDXID }) => SPDXID);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^SPDXRef-[a-zA-Z0-9.-]+$/);
    expect(relationships.map(({ spdxElementId, relationshipType }) => `${spdxElementId} ${relationshipType}`)).toEqual([
      'SPDXRef-DOCUMENT DESCRIBES',
      ...Array(7).fill('SPDXRef-Image CONTAINS'),
      ...[0, 1, 0, 1, 2].map((layer) => `SPDXRef-Layer-${layer} CONTAINS`),
    ]);
    expect(relationships.slice(0, 8).map(({ relatedSpdxElement }) => relatedSpdxElement)).toEqual(ids);
    for (const { relatedSpdxElement } of relationships) expect(ids).toContain(relatedSpdxElement);
  });

  it('tells for each package the layers that have it, and the files that show it', () => {
    const { packages, relationships } = read();
    expect(packages[1]).toEqual({
      SPDXID: 'SPDXRef-Layer-0',
      name: 'layer 0',
      versionInfo: diffId,
      downloadLocation: 'NOASSERTION',
      filesAnalyzed: false,
      checksums: [{ algorithm: 'SHA256', checksumValue: diffId.slice('sha256:'.length) }],
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'NOASSERTION',
      copyrightText: 'NOASSERTION',
      primaryPackagePurpose: 'ARCHIVE',
    });
    const ofLodash = relationships.filter(({ relatedSpdxElement, spdxElementId }) => {
      return relatedSpdxElement === 'SPDXRef-Package-2-npm-lodash' && spdxElementId !== 'SPDXRef-Image';
    });
    expect(ofLodash.map(({ spdxElementId, comment }) => [spdxElementId, comment])).toEqual([
      ['SPDXRef-Layer-1', 'found by /app/node_modules/a/node_modules/lodash/package.json'],
      ['SPDXRef-Layer-0', 'found by /app/node_modules/lodash/package.json'],
    ]);
  });

  it('has a namespace without a fragment', () => {
    expect(read().documentNamespace).toMatch(/^https:\/\/spdx\.org\/spdxdocs\/flense-[0-9a-f-]{36}$/);
  });
});
