import { InspectError } from './errors.ts';
import { type Limits, limitExceeded } from './limits.ts';

export type JsonLimits = Pick<Limits, 'jsonBytes' | 'jsonDepth'>;

/** A value of a few bytes takes many in memory, so a document may hold one for each this many bytes of its limit. */
const bytesPerValue = 8;

/**
 * Parses one JSON document of untrusted origin; a key that is given twice counts as it was given last, as in Go.
 * Invalid UTF-8 becomes U+FFFD, as in Go.
 * @throws InspectError `limit` or `malformed-json`
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits, where: string): unknown {
  if (bytes.length > limits.jsonBytes) throw tooLarge('jsonBytes', limits, where);
  const isWhole = scanBrackets(bytes, limits, where);
  const text = new TextDecoder().decode(bytes);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    const found = !isWhole && /^\s*[{[]/.test(text) ? 'a document that ends too early' : describeText(text);
    throw new InspectError('malformed-json', `${where}: expected JSON, got ${found}`, { cause });
  }
}

/** Before any value is built: how deep brackets nest, how many values there are, and whether what was opened was closed. */
function scanBrackets(bytes: Uint8Array, limits: JsonLimits, where: string): boolean {
  const maxValues = limits.jsonBytes / bytesPerValue;
  let depth = 0;
  let values = 0;
  let isString = false;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte === quote) isString = !isString;
    else if (isString) index += byte === backslash ? 1 : 0;
    else if (byte === comma) values++;
    else if (byte === openBrace || byte === openBracket) {
      values++;
      if (++depth > limits.jsonDepth) throw tooLarge('jsonDepth', limits, where);
    } else if (byte === closeBrace || byte === closeBracket) depth--;
    if (values > maxValues) throw tooLarge('jsonBytes', limits, `${where}: very many small values`);
  }
  return depth <= 0 && !isString;
}

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

function tooLarge(name: keyof JsonLimits, limits: JsonLimits, where: string): InspectError {
  return limitExceeded(limits as Limits, name, where);
}

function describeText(text: string): string {
  return text.trim() === '' ? 'nothing' : `text that starts with ${JSON.stringify(text.slice(0, 24))}`;
}
