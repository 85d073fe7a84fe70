/** All numbers are little-endian; sizes in blocks of 16 bytes. */
const magics = { file: 'RpmP', slot: 'Slot', blob: 'BlbS' } as const;
const blockBytes = 16;
const slotBytes = 16;
const slotPageBytes = 4_096;
const blobHeadBytes = 16;

export function isNdb(bytes: Buffer): boolean {
  return bytes.length >= slotPageBytes && hasMagic(bytes, 0, magics.file);
}

/**
 * The blobs of a `Packages.db`: pages of slots, each of which says where a package's blob is.
 * https://github.com/rpm-software-management/rpm/blob/master/lib/backend/ndb/rpmpkg.c
 * @returns at the end a reason where some of it could not be read
 */
export function* ndbPackages(bytes: Buffer): Generator<Buffer, string | null> {
  const slotEnd = Math.min(bytes.readUInt32LE(12) * slotPageBytes, bytes.length);
  let leftBytes = bytes.length;
  // The header takes the place of the first two slots.
  for (let slot = 2 * slotBytes; slot + slotBytes <= slotEnd; slot += slotBytes) {
    if (!hasMagic(bytes, slot, magics.slot)) return `expected a slot at byte ${slot}`;
    const [number, start] = [bytes.readUInt32LE(slot + 4), bytes.readUInt32LE(slot + 8) * blockBytes];
    if (start === 0) continue;
    const isThere =
      hasMagic(bytes, start, magics.blob) && start + blobHeadBytes <= bytes.length && bytes.readUInt32LE(start + 4) === number;
    const length = isThere ? bytes.readUInt32LE(start + 12) : 0;
    if (!isThere || start + blobHeadBytes + length > bytes.length || length > leftBytes)
      return `expected package ${number} at byte ${start}`;
    leftBytes -= length;
    yield bytes.subarray(start + blobHeadBytes, start + blobHeadBytes + length);
  }
  return null;
}

function hasMagic(bytes: Buffer, at: number, magic: string): boolean {
  return bytes.toString('latin1', at, at + magic.length) === magic;
}
