import type { OriginFinding } from '../model/finding.ts';
import type { Cause } from '../model/gate-result.ts';
import { formatInstruction } from '../model/instruction.ts';
import type { Report, ReportLayer } from '../model/report.ts';
import type { LargeFile } from './directory-sizes.ts';

export function instructionOf({ layers }: Report, layer: number | null): string | null {
  const createdBy = layer === null ? '' : (layers[layer]?.createdBy ?? '');
  return createdBy === '' ? null : formatInstruction(createdBy);
}

/** The largest layers by what `bytesOf` makes of them. */
export function layerCauses(report: Report, bytesOf: (layer: ReportLayer) => number): readonly Cause[] {
  return [...report.layers]
    .sort((a, b) => bytesOf(b) - bytesOf(a) || a.index - b.index)
    .filter((layer) => bytesOf(layer) > 0)
    .map((layer) => ({
      text: `layer ${layer.index}`,
      amount: bytesOf(layer),
      unit: 'bytes',
      layer: layer.index,
      instruction: instructionOf(report, layer.index),
    }));
}

/** The items of the report are sorted already; the layer is the one that hides the bytes. */
export function wasteCauses(report: Report): readonly Cause[] {
  return report.waste.items.map(({ path, bytes, layers, instruction }) => ({
    text: path,
    amount: bytes,
    unit: 'bytes',
    layer: layers.at(-1) ?? null,
    instruction: instruction === '' ? null : instruction,
  }));
}

export function fileCauses(report: Report, files: readonly LargeFile[]): readonly Cause[] {
  return files.map(({ path, bytes, layer }) => ({
    text: path,
    amount: bytes,
    unit: 'bytes',
    layer,
    instruction: instructionOf(report, layer),
  }));
}

export function findingCause(report: Report, { summary, bytes, evidence }: OriginFinding): Cause {
  const place = evidence.find((one) => one.kind !== 'config' && one.layer !== null);
  const layer = place === undefined || place.kind === 'config' ? null : place.layer;
  const instruction = place?.kind === 'instruction' ? place.instruction : instructionOf(report, layer);
  return { text: summary, amount: bytes === 0 ? null : bytes, unit: 'bytes', layer, instruction };
}
