export type PythonToken = {
  /** `end` closes a statement: a line feed outside of brackets, or a semicolon. */
  readonly kind: 'name' | 'string' | 'sign' | 'end';
  /** Of a string what is between its quotes, escapes as they are written. */
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether it stands at the start of a line, so that a statement that begins with it is no part of another. */
  readonly isOuter: boolean;
  /** Strings: whether it is an f-string, of which nobody knows what it will be. */
  readonly isFormatted: boolean;
};

/** What a character may begin, by its code below 128; all beyond is for words. */
const kinds = new Uint8Array(128);
const wordStart = 1;
const digit = 2;
const blank = 3;
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_') kinds[sign.charCodeAt(0)] = wordStart;
for (const sign of '0123456789') kinds[sign.charCodeAt(0)] = digit;
for (const sign of ' \t\r\f') kinds[sign.charCodeAt(0)] = blank;

const lineFeed = 10;
const backslash = 92;
const stringPrefix = /^[rbuft]{0,2}$/i;

type Cursor = { at: number; line: number; depth: number };

/**
 * The names, strings and signs of Python source, in one pass; numbers are left out. Never fails: an unclosed string ends with
 * its line, as the interpreter would not get that far. https://docs.python.org/3/reference/lexical_analysis.html
 */
export function* pythonTokens(source: string): Generator<PythonToken> {
  const cursor: Cursor = { at: 0, line: 1, depth: 0 };
  while (cursor.at < source.length) {
    const kind = kindAt(source, cursor.at);
    if (kind === blank) cursor.at += 1;
    else if (kind === wordStart) yield readWord(source, cursor);
    else if (kind === digit) skipNumber(source, cursor);
    else {
      const token = readOther(source, cursor);
      if (token !== null) yield token;
    }
  }
  yield { kind: 'end', text: '', line: cursor.line, isOuter: false, isFormatted: false };
}

function kindAt(source: string, at: number): number {
  const code = source.charCodeAt(at);
  return code < 128 ? kinds[code]! : wordStart;
}

function readOther(source: string, cursor: Cursor): PythonToken | null {
  const sign = source[cursor.at]!;
  if (sign === '"' || sign === "'") return readString(source, cursor, '');
  if (sign !== '#') return readSign(sign, cursor, source[cursor.at + 1]);
  skipComment(source, cursor);
  return null;
}

function readSign(sign: string, cursor: Cursor, next: string | undefined): PythonToken | null {
  const { line } = cursor;
  cursor.at += 1;
  if (sign === '\n') {
    cursor.line += 1;
    return cursor.depth > 0 ? null : { kind: 'end', text: '', line, isOuter: false, isFormatted: false };
  }
  if (sign === '\\' && (next === '\n' || next === '\r')) {
    cursor.at += next === '\r' ? 2 : 1;
    cursor.line += 1;
    return null;
  }
  if (sign === ';') return { kind: 'end', text: '', line, isOuter: false, isFormatted: false };
  if (sign === '(' || sign === '[' || sign === '{') cursor.depth += 1;
  if ((sign === ')' || sign === ']' || sign === '}') && cursor.depth > 0) cursor.depth -= 1;
  return { kind: 'sign', text: sign, line, isOuter: false, isFormatted: false };
}

function readWord(source: string, cursor: Cursor): PythonToken {
  const start = cursor.at;
  cursor.at += 1;
  while (cursor.at < source.length && isWord(kindAt(source, cursor.at))) cursor.at += 1;
  const text = source.slice(start, cursor.at);
  const next = source[cursor.at];
  if ((next === '"' || next === "'") && text.length <= 2 && stringPrefix.test(text)) return readString(source, cursor, text);
  return { kind: 'name', text, line: cursor.line, isOuter: start === 0 || source[start - 1] === '\n', isFormatted: false };
}

function isWord(kind: number): boolean {
  return kind === wordStart || kind === digit;
}

/** Begins at the opening quote. */
function readString(source: string, cursor: Cursor, prefix: string): PythonToken {
  const { line } = cursor;
  const quote = source[cursor.at]!;
  const code = quote.charCodeAt(0);
  const isLong = source.startsWith(quote.repeat(3), cursor.at);
  const close = isLong ? quote.repeat(3) : quote;
  const start = cursor.at + close.length;
  let at = start;
  for (; at < source.length; at++) {
    let next = source.charCodeAt(at);
    if (next === code && (!isLong || source.startsWith(close, at))) break;
    if (next === lineFeed && !isLong) break;
    if (next === backslash) next = source.charCodeAt(++at);
    if (next === lineFeed) cursor.line += 1;
  }
  cursor.at = Math.min(source.length, at + (source.charCodeAt(at) === code ? close.length : 0));
  return { kind: 'string', text: source.slice(start, at), line, isOuter: false, isFormatted: /[ft]/i.test(prefix) };
}

function skipComment(source: string, cursor: Cursor): void {
  const end = source.indexOf('\n', cursor.at);
  cursor.at = end < 0 ? source.length : end;
}

function skipNumber(source: string, cursor: Cursor): void {
  while (cursor.at < source.length && /[0-9A-Za-z_.]/.test(source[cursor.at]!)) cursor.at += 1;
}
