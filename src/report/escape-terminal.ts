/**
 * What must not reach a terminal: controls, which move the cursor and rename the window; marks that reorder the text around
 * them (https://www.unicode.org/reports/tr9/) or cannot be seen; separators that end a line; surrogates that are no character.
 * Joiners stay, as scripts and emoji need them.
 */
const unsafe = /[\p{Cc}\p{Cs}\u{ad}\u{61c}\u{180e}\u{200b}\u{200e}\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}]/gu;

const short: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** Text from an image, made fit for one line of a terminal. The only place where that is done; all that prints names calls it. */
export function escapeTerminal(text: string): string {
  return text.replace(unsafe, (sign) => short[sign] ?? escapeSign(sign.charCodeAt(0)));
}

/** A byte of a name that is not UTF-8 is a lone surrogate from U+DC80 to U+DCFF, see `decodeName`. */
function escapeSign(code: number): string {
  const isRawByte = code >= 0xdc80 && code <= 0xdcff;
  return code < 0x100 || isRawByte ? `\\x${hex(code & 0xff, 2)}` : `\\u${hex(code, 4)}`;
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
