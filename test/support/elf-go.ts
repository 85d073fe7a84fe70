import type { GoBuildInfo } from '../../src/model/facts.ts';
import type { ElfEncoding } from './elf-encoding.ts';

/** The description of the note `.note.go.buildid`: four ids of fixed letters. */
export const goBuildId = 'flense-action/flense-main/flense-main/flense-link';

const inlineStrings = 2;
const bigEndian = 1;

/** Sixteen bytes on either side, by which Go tells module information in a running program. */
const moduleInfoStart = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const moduleInfoEnd = Buffer.from('f932433186182072008242104116d8f2', 'hex');

/** `.go.buildinfo` as the linker writes it since Go 1.18, with its strings inline. https://pkg.go.dev/debug/buildinfo */
export function goBuildInfo(encoding: ElfEncoding, info: GoBuildInfo): Uint8Array {
  const head = Buffer.alloc(32);
  head.write('\xff Go buildinf:', 'latin1');
  head[14] = encoding.class / 8;
  head[15] = inlineStrings | (encoding.endian === 'big' ? bigEndian : 0);
  const text = Buffer.from(info.moduleInfo);
  const moduleInfo = text.length === 0 ? text : Buffer.concat([moduleInfoStart, text, moduleInfoEnd]);
  return Buffer.concat([head, counted(Buffer.from(info.goVersion)), counted(moduleInfo)]);
}

/** Length as a varint, then the bytes. */
function counted(bytes: Uint8Array): Uint8Array {
  const length: number[] = [];
  let rest = bytes.length;
  for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.of(...length, rest), bytes]);
}
