import type { Origin } from '../model/finding.ts';
import type { ReportPackage } from '../model/report.ts';
import type { Inventory } from './packages/inventory.ts';

/**
 * @param instructions of the layers, as a Dockerfile has them
 * @param origins of the layers
 */
export function reportPackages(
  { packages, ownership }: Inventory,
  instructions: readonly string[],
  origins: readonly Origin[],
): readonly ReportPackage[] {
  return packages.map(({ type, name, version, purl, layer }, i) => ({
    type,
    name,
    version,
    purl,
    bytes: ownership.bytes[i]!,
    layer,
    instruction: instructions[layer]!,
    origin: origins[layer]!,
  }));
}
