export const tarBlockBytes = 512;

/** Fields of a ustar header, all of them small enough. */
export type UstarFields = {
  readonly name: Uint8Array;
  readonly prefix: Uint8Array;
  readonly link: Uint8Array;
  readonly typeFlag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly sizeBytes: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly device: readonly [major: number, minor: number];
};

/** https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_92_13_06 */
export function ustarBlock(fields: UstarFields): Uint8Array {
  const block = Buffer.alloc(tarBlockBytes);
  block.set(fields.name, 0);
  writeOctal(block, 100, 7, fields.mode);
  writeOctal(block, 108, 7, fields.uid);
  writeOctal(block, 116, 7, fields.gid);
  writeOctal(block, 124, 11, fields.sizeBytes);
  writeOctal(block, 136, 11, fields.mtime);
  block.write(fields.typeFlag, 156, 'latin1');
  block.set(fields.link, 157);
  block.write('ustar\x0000', 257, 'latin1');
  writeOctal(block, 329, 7, fields.device[0]);
  writeOctal(block, 337, 7, fields.device[1]);
  block.set(fields.prefix, 345);
  // The checksum counts its own field as eight spaces.
  block.fill(' ', 148, 156);
  writeOctal(block, 148, 6, checksum(block));
  block[154] = 0;
  return block;
}

function checksum(block: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < tarBlockBytes; at++) sum += block[at]!;
  return sum;
}

/** Digits one by one, as a header is written for every file: strings take ten times as long. */
function writeOctal(block: Uint8Array, offset: number, digits: number, value: number): void {
  let rest = value;
  for (let at = offset + digits - 1; at >= offset; at--) {
    block[at] = 0x30 + (rest % 8);
    rest = Math.floor(rest / 8);
  }
}
