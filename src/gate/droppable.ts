import type { Plan } from '../model/plan.ts';
import type { Report } from '../model/report.ts';

/** What a Plan does without. */
export type Droppable =
  | {
      readonly kind: 'known';
      /** Of the whole image; a base that the plan puts in is set off against it. */
      readonly bytes: number;
      /** By layer: what it ships and the plan does not take. */
      readonly layerBytes: readonly number[];
      /** What makes the figure uncertain; null for nothing. */
      readonly note: string | null;
    }
  /** Nothing can be concluded from the plan, or there is none. */
  | { readonly kind: 'unknown'; readonly why: string };

/** Warnings of a plan that is made all the same, and may keep too little or weigh too little. */
const uncertain: ReadonlySet<string> = new Set(['unknown-interpreter', 'unknown-base']);

export function droppableOf({ size, files, made, warnings }: Plan, { layers }: Report): Droppable {
  const left = layers.map(({ sizeBytes }) => sizeBytes);
  const replaced = new Set(made.map(({ path }) => path));
  for (const { layer, bytes, path } of files) if (layer !== null && layer < left.length && !replaced.has(path)) left[layer]! -= bytes;
  return {
    kind: 'known',
    bytes: Math.max(0, size.imageBytes - size.predictedBytes),
    layerBytes: left.map((bytes) => Math.max(0, bytes)),
    note: warnings.find(({ code }) => uncertain.has(code))?.text ?? null,
  };
}
