import zlib from 'node:zlib';
import { InspectError } from '../model/errors.ts';

/** How layers are stored. `none` gives the same bytes with every version of Node; the others with every machine of one version. */
export const layerCompressions = ['gzip', 'zstd', 'none'] as const;

export type LayerCompression = (typeof layerCompressions)[number];

/** A stream of blocks that are compressed beside each other, each by itself. */
export type BlockFormat = {
  readonly head: Uint8Array;
  /** @param before what the block may refer to, the bytes before it */
  readonly compress: (block: Buffer, before: Buffer | null) => Promise<Uint8Array>;
  /** @param crc CRC-32 of all `sizeBytes` */
  readonly tail: (crc: number, sizeBytes: number) => Uint8Array;
};

/** Of Node's zlib: smaller than what `gzip -1` gives, in two thirds of its time. */
const gzipLevel = 1;

/** Most blocks come out in one turn of the event loop, where the default of zlib takes one for each 16 KiB. */
const outputBytes = 524_288;

/** https://www.rfc-editor.org/rfc/rfc1952: no time, no name, no system. */
const gzipHead = Buffer.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);

/** An empty block with fixed codes that is the last: https://www.rfc-editor.org/rfc/rfc1951#section-3.2.3 */
const lastDeflateBlock = Buffer.of(0x03, 0x00);

const noBytes = new Uint8Array();

const plain: BlockFormat = { head: noBytes, compress: async (block) => block, tail: () => noBytes };

const gzip: BlockFormat = { head: gzipHead, compress: deflateBlock, tail: gzipTail };

/** @throws InspectError `unsupported` for zstd where this Node has none */
export function blockFormat(compression: LayerCompression): BlockFormat {
  switch (compression) {
    case 'none':
      return plain;
    case 'gzip':
      return gzip;
    case 'zstd':
      return { head: noBytes, compress: zstdCompressor(), tail: () => noBytes };
  }
}

function deflateBlock(block: Buffer, before: Buffer | null): Promise<Uint8Array> {
  const options = {
    level: gzipLevel,
    chunkSize: outputBytes,
    finishFlush: zlib.constants.Z_SYNC_FLUSH,
    ...(before === null ? {} : { dictionary: before }),
  };
  return new Promise((resolve, reject) => {
    zlib.deflateRaw(block, options, (error, compressed) => (error === null ? resolve(compressed) : reject(error)));
  });
}

function gzipTail(crc: number, sizeBytes: number): Uint8Array {
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc, 0);
  tail.writeUInt32LE(sizeBytes % 2 ** 32, 4);
  return Buffer.concat([lastDeflateBlock, tail]);
}

type ZstdCompress = (bytes: Buffer, done: (error: Error | null, compressed: Buffer) => void) => void;

/** Each block is a frame: https://www.rfc-editor.org/rfc/rfc8878#section-3 */
function zstdCompressor(): BlockFormat['compress'] {
  const compress = (zlib as unknown as { readonly zstdCompress?: ZstdCompress }).zstdCompress;
  if (compress === undefined) {
    throw new InspectError(
      'unsupported',
      `--compression zstd: expected Node 22.15 or later, which has zstd, got ${process.version}: use gzip`,
    );
  }
  return (block) => new Promise((resolve, reject) => compress(block, (error, bytes) => (error === null ? resolve(bytes) : reject(error))));
}
