import type { ImageTree } from '../filesystem/image-tree.ts';
import type { Finding, Origin, OriginFinding } from '../model/finding.ts';
import type { Image } from '../model/image.ts';
import type { Diagnosis } from '../model/report.ts';
import { configSecrets } from './config-secrets.ts';
import { evidenceOrigin, layerOrigins } from './origins.ts';
import { redactFindings } from './redact-report.ts';

/** What advice is made of, without what a report has beside it: waste, directories and packages take as long again. */
export function diagnose(version: string, image: Image, tree: ImageTree, findings: readonly Finding[]): Diagnosis {
  const { reference, manifestDigest, imageId, config } = image;
  const origins = layerOrigins(image);
  return {
    tool: { name: 'flense', version },
    image: { reference, manifestDigest, imageId, platform: config.platform, sizeBytes: layersBytes(tree) },
    layers: origins.map((origin) => ({ origin })),
    findings: redactFindings(withOrigins(findings, origins), configSecrets(config)),
  };
}

/** Σ of the layers, content only. */
export function layersBytes({ layers }: Pick<ImageTree, 'layers'>): number {
  return layers.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}

export function withOrigins(findings: readonly Finding[], layers: readonly Origin[]): readonly OriginFinding[] {
  return findings.map((finding) => ({ ...finding, origin: evidenceOrigin(finding.evidence, layers) }));
}
