const slash = 0x2f;
/** More does not fit into its column; paths that long are looked up from their beginning. */
const most = 0xffff;

/** Bytes of the whole components that two paths begin with, the slash after the last included. */
export function sharedBytes(names: Uint8Array, start: number, end: number, otherStart: number, otherEnd: number): number {
  const length = end - start;
  const otherLength = otherEnd - otherStart;
  const limit = Math.min(length, otherLength);
  let shared = 0;
  for (let i = 0; i < limit; i++) {
    const byte = names[start + i];
    if (byte !== names[otherStart + i]) return atMost(shared);
    if (byte === slash) shared = i + 1;
  }
  // The first path may itself be a directory on the way to the other.
  return atMost(length > 0 && otherLength > length && names[otherStart + length] === slash ? length + 1 : shared);
}

function atMost(shared: number): number {
  return shared > most ? 0 : shared;
}
