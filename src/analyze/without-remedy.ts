import type { Remedy } from '../model/finding.ts';
import type { ImageView } from './image-view.ts';

/** How an image comes to be without something that a layer brought. */
export function withoutRemedy({ instructions }: ImageView, layer: number): Remedy {
  const instruction = instructions[layer] ?? '';
  const isInstall = instruction.startsWith('RUN ') && layer > 0;
  return {
    kind: 'production-stage',
    text: isInstall
      ? 'do this in a build stage, and copy into the final stage only what the program needs'
      : 'copy what the program needs onto a base image without it, in a final stage of its own',
  };
}
