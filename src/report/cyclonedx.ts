import { ComponentType } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  type License,
  LicenseExpression,
  Metadata,
  NamedLicense,
  Property,
  SpdxLicense,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as CycloneDxJson } from '@cyclonedx/cyclonedx-library/Serialize';
import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import type { ReportLayer } from '../model/report.ts';
import { documentUuid } from './document-uuid.ts';
import { isLicenseExpression } from './license-expression.ts';
import { type SbomInput, type SbomPackage, type SbomPlace, sbomPackages } from './sbom-input.ts';

/** https://cyclonedx.org/docs/1.6/json/ */
export function renderCycloneDx(input: SbomInput): string {
  const packages = sbomPackages(input.packages);
  const bom = new CycloneDxJson.Normalize.Factory(Spec1dot6).makeForBom().normalize(toBom(input, packages), { sortLists: false });
  const places = new Map(packages.map(({ purl, places }) => [purl, places]));
  // Where a component was found is in the specification since 1.5, its context since 1.6; neither is in the library yet.
  const components = bom.components?.map((component) => ({
    ...component,
    evidence: { occurrences: (places.get(component['bom-ref'] ?? '') ?? []).map((place) => toOccurrence(place, input.report.layers)) },
  }));
  return `${JSON.stringify({ ...bom, components }, null, 2)}\n`;
}

function toOccurrence({ path, layer }: SbomPlace, layers: readonly ReportLayer[]): object {
  return { location: path, additionalContext: `layer ${layer} (${layers[layer]!.diffId})` };
}

function toBom({ report, name, createdSeconds }: SbomInput, packages: readonly SbomPackage[]): Bom {
  const { image, tool, layers } = report;
  const bom = new Bom({
    serialNumber: `urn:uuid:${documentUuid('cyclonedx', image.imageId, tool.version, createdSeconds)}`,
    metadata: new Metadata({
      timestamp: new Date(createdSeconds * 1_000),
      component: new Component(ComponentType.Container, name, { bomRef: image.imageId, version: image.manifestDigest ?? image.imageId }),
    }),
  });
  bom.metadata.tools.components.add(new Component(ComponentType.Application, tool.name, { version: tool.version }));
  for (const found of packages) bom.components.add(toComponent(found, layers));
  return bom;
}

function toComponent({ type, name, version, purl, license, bytes, places }: SbomPackage, layers: readonly ReportLayer[]): Component {
  const component = new Component(ComponentType.Library, name, { bomRef: purl, purl, ...(version === '' ? {} : { version }) });
  if (license !== null) component.licenses.add(toLicense(license));
  component.properties.add(new Property('flense:type', type));
  component.properties.add(new Property('flense:bytes', String(bytes)));
  for (const layer of new Set(places.map((place) => place.layer))) {
    component.properties.add(new Property('flense:layer:index', String(layer)));
    component.properties.add(new Property('flense:layer:diffId', layers[layer]!.diffId));
  }
  return component;
}

function toLicense(text: string): License {
  if (isSupportedSpdxId(text)) return new SpdxLicense(text);
  return isLicenseExpression(text) ? new LicenseExpression(text) : new NamedLicense(text);
}
