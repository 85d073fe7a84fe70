import type { Origin } from '../model/finding.ts';
import type { WasteCause } from '../model/report.ts';
import type { ChangedField } from './compare-entries.ts';

export type WastingLayer = { readonly layer: number; readonly instruction: string; readonly origin: Origin['kind'] };

/**
 * What to change so that the bytes are not shipped, in one sentence.
 * @param changed what a rewrite changed
 * @param shipper the layer that ships most of the bytes
 * @param hider the layer that hides them
 */
export function wasteRemedy(
  cause: WasteCause,
  changed: readonly ChangedField[],
  shipper: WastingLayer,
  hider: Pick<WastingLayer, 'origin'>,
): string {
  if (shipper.origin === 'base' && hider.origin === 'base')
    return 'nothing to do in this Dockerfile: the base image ships and hides it itself, another base may not';
  switch (cause) {
    case 'deleted':
    case 'opaque':
      return removalRemedy(shipper);
    case 'metadata-only':
      return metadataRemedy(changed, shipper);
    case 'rewritten-identical':
      return 'write it once: the later instruction writes the same file again';
    case 'modified':
      return isBase(shipper)
        ? 'nothing to do in this Dockerfile: the file comes with the base image'
        : 'write the final content where the file is first added, or change it in a build stage';
    case 'duplicate-entry':
      return 'the builder wrote it twice into one layer: build the layer again with another builder';
  }
}

function removalRemedy(shipper: WastingLayer): string {
  if (isBase(shipper))
    return 'removing what the base image ships saves nothing: start from a smaller base, or copy what is needed into a new stage';
  if (isRun(shipper)) return 'delete it in the RUN instruction that creates it, or keep it in a cache mount';
  return 'do not add it: leave it out of the COPY, or take only the result from a build stage';
}

function metadataRemedy(changed: readonly ChangedField[], shipper: WastingLayer): string {
  const commands = [...(changed.includes('owner') ? ['chown'] : []), ...(changed.includes('mode') ? ['chmod'] : [])];
  if (commands.length === 0) return 'leave it alone: the later instruction changes nothing but its time or attributes';
  if (isBase(shipper)) return `leave files of the base image as they are: ${commands.join(' and ')} ships them again`;
  if (isRun(shipper)) return `run ${commands.join(' and ')} in the instruction that writes the file`;
  return `use COPY ${commands.map((command) => `--${command}`).join(' ')} instead of changing it in a later layer`;
}

/** Where nothing tells, the lowest layer is most likely one that the image was built on, unless it is some COPY onto nothing. */
function isBase({ layer, instruction, origin }: WastingLayer): boolean {
  return origin === 'base' || (origin === 'unknown' && layer === 0 && !/^COPY (?!rootfs)/.test(instruction));
}

function isRun({ instruction }: WastingLayer): boolean {
  return instruction.startsWith('RUN ');
}
