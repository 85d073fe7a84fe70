/** Things by the layer that brought them, the base first: what one instruction did has one origin, and one remedy. */
export function byLayer<T>(
  things: readonly T[],
  layerOf: (thing: T) => number,
): readonly (readonly [layer: number, things: readonly T[]])[] {
  const groups = new Map<number, T[]>();
  for (const thing of things) {
    const layer = layerOf(thing);
    const group = groups.get(layer);
    if (group === undefined) groups.set(layer, [thing]);
    else group.push(thing);
  }
  return [...groups].sort(([a], [b]) => a - b);
}
