import type { Budget } from '../model/budget.ts';
import type { Cause, Verdict } from '../model/gate-result.ts';
import type { Report } from '../model/report.ts';
import { fileCauses, instructionOf, layerCauses } from './causes.ts';
import { directoryMatcher, ownWeight } from './directory-sizes.ts';
import type { GateInput } from './gate-input.ts';
import { maxCauses, measured, uncomputed } from './make-verdict.ts';
import { packageCauses, packageMatcher, packageSizes, withPackages } from './package-sizes.ts';

export function judgeImageSize(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.image.sizeBytes;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: 'see what flense advise proposes, and what the largest layers hold',
    causes: () => layerCauses(report, ({ sizeBytes }) => sizeBytes),
  });
}

export function judgeCompressedSize(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.image.compressedBytes;
  if (figure === null) {
    return uncomputed(
      budget,
      'its layers are stored uncompressed, or not all sizes are known',
      'judge the image in a registry or in an OCI layout with compressed layers, or hold size.image instead',
    );
  }
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: 'see what flense advise proposes, and what the largest layers hold',
    causes: () => layerCauses(report, ({ compressedBytes }) => compressedBytes ?? 0),
  });
}

export function judgeLayerSize(budget: Budget, { report }: GateInput): Verdict {
  const [largest] = [...report.layers].sort((a, b) => b.sizeBytes - a.sizeBytes || a.index - b.index);
  const figure = largest?.sizeBytes ?? 0;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    of: largest === undefined ? null : `layer ${largest.index}`,
    remedy: 'copy only what is needed in this instruction, or split what changes rarely from what changes often',
    causes: () => layerCauses(report, (layer) => (layer.sizeBytes > budget.limit ? layer.sizeBytes : 0)),
  });
}

export function judgeLayerCount(budget: Budget, { report }: GateInput): Verdict {
  const figure = report.layers.length;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: 'join neighbouring small instructions into one, or copy the result into a last stage',
    causes: () => smallestLayers(report),
  });
}

/** They are the ones that are easily joined with others. */
function smallestLayers(report: Report): readonly Cause[] {
  return [...report.layers]
    .sort((a, b) => a.sizeBytes - b.sizeBytes || a.index - b.index)
    .map(({ index, sizeBytes }) => {
      return { text: `layer ${index}`, amount: sizeBytes, unit: 'bytes', layer: index, instruction: instructionOf(report, index) };
    });
}

export function judgeFileCount(budget: Budget, { report, entryGroups }: GateInput): Verdict {
  const figure = report.image.entryCount;
  return measured(budget, {
    figure,
    isOver: figure > budget.limit,
    remedy: 'leave out what production does not need: sources, tests, documentation, development dependencies',
    causes: () =>
      entryGroups().map(({ layer, path, count }) => {
        const text = path === '/' ? `layer ${layer}` : path;
        return { text, amount: count, unit: 'count', layer, instruction: instructionOf(report, layer) };
      }),
  });
}

/** The largest directory that matches. */
export function judgeDirectorySize(budget: Budget, { report, directories }: GateInput): Verdict {
  const matches = directoryMatcher(budget.subject ?? '/');
  let worst: { readonly path: string; readonly bytes: number } | null = null;
  for (const found of directories.all()) if (matches(found) && found.bytes > (worst?.bytes ?? -1)) worst = found;
  return measured(budget, {
    figure: worst?.bytes ?? 0,
    isOver: worst !== null && worst.bytes > budget.limit,
    of: worst?.path ?? null,
    note: worst === null ? 'no directory matches' : null,
    remedy: 'remove what is not needed there, in the instruction that writes it',
    causes: () => (worst === null ? [] : fileCauses(report, directories.heaviestFiles(worst.path, maxCauses, ownWeight))),
  });
}

/** The largest package that matches. */
export function judgePackageSize(budget: Budget, input: GateInput): Verdict {
  return withPackages(budget, input, () => {
    const matches = packageMatcher(budget.subject ?? '*');
    const found = packageSizes(input.report.packages).filter(matches);
    const worst = found.reduce<(typeof found)[number] | null>((most, one) => (most === null || one.bytes > most.bytes ? one : most), null);
    const over = found.filter(({ bytes }) => bytes > budget.limit);
    return measured(budget, {
      figure: worst?.bytes ?? 0,
      isOver: over.length > 0,
      of: worst?.key ?? null,
      note: worst === null ? 'no package matches' : null,
      remedy: 'leave the package out, or install a smaller variant of it',
      causes: () => packageCauses(input.report, over),
    });
  });
}
