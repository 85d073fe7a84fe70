const maxNames = 200_000;
const [shortest, longest] = [2, 100];

/** Words of letters, digits, `_`, `.`, `:` and `/` that end with a NUL: names that compiled code looks things up by. */
export function namesInBinary(bytes: Uint8Array): ReadonlySet<string> {
  const names = new Set<string>();
  let start = 0;
  for (let at = 0; at < bytes.length && names.size < maxNames; at++) {
    const byte = bytes[at]!;
    if (isWordByte[byte] === 1) continue;
    const length = at - start;
    if (byte === 0 && length >= shortest && length <= longest)
      names.add(Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1'));
    start = at + 1;
  }
  return names;
}

const isWordByte = Uint8Array.from({ length: 256 }, (_, byte) => (/[\w.:/]/.test(String.fromCharCode(byte)) && byte < 128 ? 1 : 0));
