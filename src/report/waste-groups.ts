import type { WasteCause, WasteItem } from '../model/report.ts';

/** What one instruction wasted in one way: a person changes the instruction, not each of its ten thousand files. */
export type WasteGroup = {
  readonly cause: WasteCause;
  readonly remedy: string;
  readonly bytes: number;
  /** Those that ship the bytes, ascending. */
  readonly shippedBy: readonly number[];
  /** The one that hides them. */
  readonly hiddenBy: number;
  readonly instruction: string;
  /** The most bytes first. */
  readonly items: readonly WasteItem[];
};

/** By bytes, the most first. */
export function wasteGroups(items: readonly WasteItem[]): readonly WasteGroup[] {
  const byKey = new Map<string, WasteItem[]>();
  for (const item of items) {
    const key = `${item.layers.at(-1)} ${item.cause} ${item.remedy}`;
    const known = byKey.get(key);
    if (known === undefined) byKey.set(key, [item]);
    else known.push(item);
  }
  return [...byKey.values()].map(toGroup).sort((a, b) => b.bytes - a.bytes);
}

function toGroup(items: readonly WasteItem[]): WasteGroup {
  const { cause, remedy, layers, instruction } = items[0]!;
  const shippedBy = new Set<number>();
  let bytes = 0;
  for (const item of items) {
    bytes += item.bytes;
    for (const layer of item.layers.slice(0, -1)) shippedBy.add(layer);
  }
  return { cause, remedy, bytes, shippedBy: [...shippedBy].sort((a, b) => a - b), hiddenBy: layers.at(-1)!, instruction, items };
}
