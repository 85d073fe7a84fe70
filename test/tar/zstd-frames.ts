/** zstd by hand, as nothing here writes it: frames of raw and repeated blocks. https://www.rfc-editor.org/rfc/rfc8878 */
const frameMagic = Buffer.from('28b52ffd', 'hex');
/** No checksum, no content size, a window of 1 MiB. */
const frameHeader = Buffer.of(0x00, 0x50);
const maxBlockBytes = 128 * 1_024;

/** The content as it is, in blocks. */
export function zstdFrame(content: Uint8Array): Buffer {
  const blocks: Buffer[] = [];
  for (let at = 0; at === 0 || at < content.length; at += maxBlockBytes) {
    const part = content.subarray(at, at + maxBlockBytes);
    blocks.push(blockHeader(part.length, 0, at + maxBlockBytes >= content.length), Buffer.from(part));
  }
  return Buffer.concat([frameMagic, frameHeader, ...blocks]);
}

/** So many blocks of zeros of 128 KiB each, of four bytes each. */
export function zstdBomb(blocks: number): Buffer {
  const block = Buffer.concat([blockHeader(maxBlockBytes, 1, false), Buffer.of(0)]);
  return Buffer.concat([frameMagic, frameHeader, ...Array<Buffer>(blocks).fill(block), blockHeader(0, 0, true)]);
}

/** A frame that decoders leap over. */
export function skippableFrame(content: Uint8Array): Buffer {
  const header = Buffer.from('502a4d1800000000', 'hex');
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content]);
}

function blockHeader(sizeBytes: number, type: 0 | 1, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE((sizeBytes << 3) | (type << 1) | Number(isLast), 0, 3);
  return bytes;
}
