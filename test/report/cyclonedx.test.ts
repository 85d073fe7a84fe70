import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import { describe, expect, it } from 'vitest';
import { packageTypes } from '../../src/model/package.ts';
import { renderCycloneDx } from '../../src/report/cyclonedx.ts';
import { sbomSample } from './sbom-sample.ts';

const diffId = sbomSample.report.layers[0]!.diffId;

const everyType = {
  ...sbomSample,
  packages: packageTypes.map((type) => ({
    type,
    name: 'group:name',
    version: '1:2-3',
    purl: `pkg:${type}/group/name@2-3?epoch=1`,
    license: 'MIT OR Ruby',
    path: '/srv/a.war!/WEB-INF/lib/b.jar',
    layer: 1,
    bytes: 7,
  })),
};

describe('renderCycloneDx', () => {
  it('names each package once, with its places and layers', () => {
    const bom = JSON.parse(renderCycloneDx(sbomSample)) as { readonly components: readonly object[] };
    expect(bom).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        timestamp: '2023-11-14T22:13:20.000Z',
        tools: { components: [{ type: 'application', name: 'flense', version: '1.2.3' }] },
        component: { type: 'container', name: 'app:1.0', version: sbomSample.report.image.imageId },
      },
    });
    expect(bom.components).toHaveLength(4);
    expect(bom.components[1]).toEqual({
      type: 'library',
      name: 'lodash',
      version: '4.17.21',
      'bom-ref': 'pkg:npm/lodash@4.17.21',
      purl: 'pkg:npm/lodash@4.17.21',
      licenses: [{ license: { id: 'MIT' } }],
      properties: [
        { name: 'flense:type', value: 'npm' },
        { name: 'flense:bytes', value: '7' },
        { name: 'flense:layer:index', value: '1' },
        { name: 'flense:layer:diffId', value: diffId },
        { name: 'flense:layer:index', value: '0' },
        { name: 'flense:layer:diffId', value: diffId },
      ],
      evidence: {
        occurrences: [
          { location: '/app/node_modules/a/node_modules/lodash/package.json', additionalContext: `layer 1 (${diffId})` },
          { location: '/app/node_modules/lodash/package.json', additionalContext: `layer 0 (${diffId})` },
        ],
      },
    });
  });

  it('takes a license as an identifier, an expression or a name', () => {
    const bom = JSON.parse(renderCycloneDx(sbomSample)) as { readonly components: readonly { readonly licenses?: unknown }[] };
    expect(bom.components.map(({ licenses }) => licenses)).toEqual([
      undefined,
      [{ license: { id: 'MIT' } }],
      [{ expression: '(MIT OR Apache-2.0) AND GPL-2.0-or-later WITH Classpath-exception-2.0' }],
      [{ license: { name: 'see <LICENSE>' } }],
    ]);
  });

  it.each([
    ['a bill of many kinds', sbomSample],
    ['an empty one', { ...sbomSample, packages: [] }],
    ['one with packages of every type', everyType],
  ])('is valid by its schema: %s', async (_, input) => {
    expect(await new JsonStrictValidator(Version.v1dot6).validate(renderCycloneDx(input))).toBeNull();
  });

  it('has a serial number of its own for each image and time, and the same for the same', () => {
    const serial = (createdSeconds: number) =>
      (JSON.parse(renderCycloneDx({ ...sbomSample, createdSeconds })) as { readonly serialNumber: string }).serialNumber;
    expect(serial(1)).toBe(serial(1));
    expect(serial(1)).not.toBe(serial(2));
    expect(serial(1)).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
