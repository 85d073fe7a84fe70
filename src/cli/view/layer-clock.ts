/** Tells how long a layer has been read, in seconds; `seconds` is the time that it is, from whenever on. */
export type LayerClock = (layer: number, readBytes: number, seconds: number) => number;

/** A layer begins when it was last seen without a byte. */
export function layerClock(): LayerClock {
  const begun = new Map<number, number>();
  return (layer, readBytes, seconds) => {
    if (readBytes === 0 || !begun.has(layer)) begun.set(layer, readBytes === 0 ? seconds : 0);
    return seconds - begun.get(layer)!;
  };
}
