import { tarBlockBytes } from './writer-ustar.ts';

/** Keyword and value of a PAX record. The value is bytes: paths and extended attributes need not be UTF-8. */
export type PaxRecord = readonly [keyword: string, value: Uint8Array];

/** Content of a PAX header, padded to whole blocks. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_92_13_03 */
export function paxBlocks(records: readonly PaxRecord[]): { readonly sizeBytes: number; readonly blocks: Uint8Array } {
  const content = Buffer.concat(records.map(paxRecord));
  const blocks = Buffer.alloc(Math.ceil(content.length / tarBlockBytes) * tarBlockBytes);
  blocks.set(content);
  return { sizeBytes: content.length, blocks };
}

/** `<length> <keyword>=<value>\n`, where the length counts its own digits. */
function paxRecord([keyword, value]: PaxRecord): Uint8Array {
  const middle = Buffer.from(` ${keyword}=`, 'utf8');
  const rest = middle.length + value.length + 1;
  let length = rest + String(rest).length;
  if (rest + String(length).length > length) length = rest + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), middle, value, Buffer.from('\n')]);
}
