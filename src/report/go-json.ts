/** A string as Go's `encoding/json` writes it: HTML's signs escaped, and `\ufffd` for each byte that is not UTF-8. */
export function goJsonString(text: string): string {
  return isPlain.test(text) ? `"${text}"` : `"${text.replace(special, escapeSign)}"`;
}

const isPlain = /^[ !#-%'-;=?-[\]-~]*$/;
const special = /["\\<>&\u2028\u2029\p{Cc}\p{Cs}]/gu;

const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeSign(sign: string): string {
  const code = sign.charCodeAt(0);
  // Cc has more than Go escapes.
  if (code >= 0x7f && code <= 0x9f) return sign;
  const isLoneSurrogate = code >= 0xd800 && code <= 0xdfff;
  return short[sign] ?? `\\u${(isLoneSurrogate ? 0xfffd : code).toString(16).padStart(4, '0')}`;
}
