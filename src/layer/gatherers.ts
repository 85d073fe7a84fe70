import type { ReadPattern } from '../model/facts.ts';
import type { Gatherer } from './gatherer.ts';
import { captureGatherer } from './gatherers/capture.ts';
import { elfGatherer } from './gatherers/elf.ts';
import { scriptGatherer } from './gatherers/script.ts';
import { secretGatherer } from './gatherers/secret.ts';
import { shellGatherer } from './gatherers/shell.ts';

/** All that look at the files of a layer, in the order in which they are asked. */
export function gatherersFor(reads: readonly ReadPattern[]): readonly Gatherer[] {
  return [scriptGatherer, elfGatherer, shellGatherer, secretGatherer, captureGatherer(reads)];
}
