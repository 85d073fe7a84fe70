import type { WasteCause } from '../model/report.ts';
import type { ChangedField } from './compare-entries.ts';

/**
 * What to change so that the bytes are not shipped, in one sentence.
 * @param changed what a rewrite changed
 * @param shippedBy instruction of the layer that ships them
 */
export function wasteRemedy(cause: WasteCause, changed: readonly ChangedField[], shippedBy: string): string {
  switch (cause) {
    case 'deleted':
    case 'opaque':
      return isRun(shippedBy)
        ? 'delete it in the RUN instruction that creates it, or keep it in a cache mount'
        : 'do not add it: leave it out of the COPY, or take only the result from a build stage';
    case 'metadata-only':
      return metadataRemedy(changed, shippedBy);
    case 'rewritten-identical':
      return 'write it once: the later instruction writes the same file again';
    case 'modified':
      return 'write the final content where the file is first added, or change it in a build stage';
    case 'duplicate-entry':
      return 'the builder wrote it twice into one layer: build the layer again with another builder';
  }
}

function metadataRemedy(changed: readonly ChangedField[], shippedBy: string): string {
  const commands = [...(changed.includes('owner') ? ['chown'] : []), ...(changed.includes('mode') ? ['chmod'] : [])];
  if (commands.length === 0) return 'leave it alone: the later instruction changes nothing but its time or attributes';
  if (isRun(shippedBy)) return `run ${commands.join(' and ')} in the instruction that writes the file`;
  return `use COPY ${commands.map((command) => `--${command}`).join(' ')} instead of changing it in a later layer`;
}

function isRun(instruction: string): boolean {
  return instruction.startsWith('RUN ');
}
