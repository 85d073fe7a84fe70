export type PurlParts = {
  readonly type: string;
  /** Segments, the outermost first. */
  readonly namespace?: readonly string[];
  readonly name: string;
  readonly version: string;
  /** Those that are '' are left out. */
  readonly qualifiers?: Readonly<Record<string, string>>;
};

/**
 * https://github.com/package-url/purl-spec/blob/main/PURL-SPECIFICATION.rst. What a type says of upper and lower case is for the
 * caller to know.
 */
export function formatPurl({ type, namespace = [], name, version, qualifiers = {} }: PurlParts): string {
  const path = [type, ...namespace.filter((segment) => segment !== ''), name].map(encode).join('/');
  const query = Object.entries(qualifiers)
    .filter(([, value]) => value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${encode(value)}`)
    .join('&');
  return `pkg:${path}${version === '' ? '' : `@${encode(version)}`}${query === '' ? '' : `?${query}`}`;
}

/** Letters, digits, `.`, `-`, `_`, `~` and the colon stand for themselves. */
function encode(text: string): string {
  if (/^[\w.\-~:]*$/.test(text)) return text;
  return Array.from(Buffer.from(text, 'utf8'), encodeByte).join('');
}

function encodeByte(byte: number): string {
  const sign = String.fromCharCode(byte);
  return /[\w.\-~:]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
