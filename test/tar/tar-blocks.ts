/** Fields of one header block. Numbers are written in octal; bytes are written as they are. */
export type BlockInput = {
  readonly name?: string | Uint8Array;
  /** One letter; default `0`. */
  readonly type?: string;
  readonly mode?: number | Uint8Array | string;
  readonly uid?: number | Uint8Array | string;
  readonly gid?: number | Uint8Array | string;
  readonly size?: number | Uint8Array | string;
  readonly mtime?: number | Uint8Array | string;
  readonly link?: string | Uint8Array;
  /** Default: `ustar`. */
  readonly magic?: 'v7' | 'ustar' | 'gnu' | 'star';
  readonly prefix?: string | Uint8Array;
  readonly device?: readonly [major: number, minor: number];
  /** Written last, before the checksum. */
  readonly patches?: readonly (readonly [at: number, bytes: string | Uint8Array])[];
  /** Default: the sum of the bytes. */
  readonly checksum?: 'unsigned' | 'signed' | 'wrong';
};

const magics = { v7: '', ustar: 'ustar\x0000', gnu: 'ustar  \0', star: 'ustar\x0000' } as const;

/** One header of 512 bytes, for what the tar writer would never write. */
export function block(input: BlockInput = {}): Buffer {
  const { name = 'file', type = '0', link = '', magic = 'ustar', prefix = '', device, patches = [] } = input;
  const bytes = Buffer.alloc(512);
  put(bytes, 0, name);
  putNumber(bytes, 100, 7, input.mode ?? 0o644);
  putNumber(bytes, 108, 7, input.uid ?? 0);
  putNumber(bytes, 116, 7, input.gid ?? 0);
  putNumber(bytes, 124, 11, input.size ?? 0);
  putNumber(bytes, 136, 11, input.mtime ?? 0);
  put(bytes, 156, type);
  put(bytes, 157, link);
  put(bytes, 257, magics[magic]);
  if (device !== undefined) for (const [i, value] of device.entries()) putNumber(bytes, 329 + 8 * i, 7, value);
  put(bytes, 345, prefix);
  if (magic === 'star') put(bytes, 508, 'tar\0');
  for (const [at, patch] of patches) put(bytes, at, patch);
  return sealed(bytes, input.checksum ?? 'unsigned');
}

/** Writes the checksum of a block again, after a change. */
export function sealed(bytes: Buffer, kind: 'unsigned' | 'signed' | 'wrong' = 'unsigned'): Buffer {
  bytes.fill(' ', 148, 156);
  const sum = bytes.reduce((total, byte) => total + (kind === 'signed' && byte > 127 ? byte - 256 : byte), kind === 'wrong' ? 1 : 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return bytes;
}

/** Content and the zeros that fill its last block. */
export function padded(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content as string, 'latin1');
  return Buffer.concat([bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

/** A header and its content, the size of which is the content's unless it is told. */
export function member(input: BlockInput, content: string | Uint8Array = ''): Buffer {
  return Buffer.concat([block({ size: content.length, ...input }), padded(content)]);
}

/** `x` header of these records. */
export function pax(records: Readonly<Record<string, string | Uint8Array>>, type = 'x'): Buffer {
  return member({ name: 'PaxHeaders/x', type }, paxBody(Object.entries(records)));
}

export function paxBody(records: readonly (readonly [key: string, value: string | Uint8Array])[]): Buffer {
  return Buffer.concat(records.map(([key, value]) => paxRecord(key, value)));
}

export function paxRecord(key: string, value: string | Uint8Array): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value as string), Buffer.from('\n')]);
  let length = rest.length;
  while (String(length).length + rest.length > length) length = String(length).length + rest.length;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

/** GNU's header for a long name (`L`) or a long link (`K`). */
export function long(type: 'L' | 'K', text: string | Uint8Array): Buffer {
  return member({ name: '././@LongLink', type, magic: 'gnu' }, Buffer.concat([Buffer.from(text as string), Buffer.alloc(1)]));
}

/** GNU's base-256 in a field of `length` bytes. */
export function base256(value: bigint | number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let rest = BigInt.asUintN(8 * length, BigInt(value));
  for (let at = length - 1; at >= 0; at--, rest >>= 8n) bytes[at] = Number(rest & 0xffn);
  bytes[0] = (bytes[0]! & 0x7f) | 0x80;
  return bytes;
}

/** Two blocks of zeros. */
export const end = Buffer.alloc(1024);

export function archive(...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat([...parts, end]);
}

function put(bytes: Buffer, at: number, value: string | Uint8Array): void {
  bytes.set(typeof value === 'string' ? Buffer.from(value, 'latin1') : value, at);
}

function putNumber(bytes: Buffer, at: number, digits: number, value: number | Uint8Array | string): void {
  put(bytes, at, typeof value === 'number' ? value.toString(8).padStart(digits, '0') : value);
}
