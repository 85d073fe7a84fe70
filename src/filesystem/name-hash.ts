/**
 * HalfSipHash-1-3 of a name below its parent (https://github.com/veorq/SipHash), keyed, as file names come from strangers who
 * could choose them to collide in any hash without a secret.
 */
export type NameHash = (parent: number, bytes: Uint8Array, start: number, end: number) => number;

/** @param seed two random 32-bit numbers; results that people see do not depend on it */
export function nameHash(seed: readonly [number, number]): NameHash {
  const [k0, k1] = seed;
  return (parent, bytes, start, end) => {
    let v0 = k0 | 0;
    let v1 = k1 | 0;
    let v2 = 0x6c796765 ^ k0;
    let v3 = 0x74656462 ^ k1;
    const length = end - start;
    // Word -1 is the parent; then the name, four bytes a word; the last word holds the rest and the length.
    for (let at = start - 4; at <= end; at += 4) {
      let word: number;
      if (at < start) word = parent;
      else if (at + 4 <= end) word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      else {
        word = length << 24;
        for (let i = 0; at + i < end; i++) word |= bytes[at + i]! << (8 * i);
        at = end;
      }
      v3 ^= word;
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
      v0 ^= word;
    }
    v2 ^= 0xff;
    for (let round = 0; round < 3; round++) {
      v0 = (v0 + v1) | 0;
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
      v0 = (v0 << 16) | (v0 >>> 16);
      v2 = (v2 + v3) | 0;
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
      v0 = (v0 + v3) | 0;
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
      v2 = (v2 + v1) | 0;
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
      v2 = (v2 << 16) | (v2 >>> 16);
    }
    return (v1 ^ v3) >>> 0;
  };
}
