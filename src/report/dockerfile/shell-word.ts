import { encodeName } from '../../model/layer-index.ts';

/**
 * A word of a POSIX shell in a RUN instruction, from a name of an image. What is not plain is quoted; what could end a line, begin a
 * here-document or be seen as something else is spelled as bytes, for `printf` to make them again.
 */
export type ShellWord =
  | { readonly kind: 'literal'; readonly text: string }
  /** What stands between single quotes as the format of `printf`. */
  | { readonly kind: 'bytes'; readonly format: string };

const plain = /^[\w@%+=:,./-]+$/;
const quotable = /^[ !"#$&()*+,./0-9:;=>?@A-Z[\]^_`a-z{|}~%-]*$/;

export function shellWord(text: string): ShellWord {
  if (plain.test(text)) return { kind: 'literal', text };
  if (quotable.test(text)) return { kind: 'literal', text: `'${text}'` };
  return { kind: 'bytes', format: printfFormat(encodeName(text)) };
}

/** A path as a word of a command. One that ends with a line end would lose it here; see `isUnspeakable`. */
export function pathWord(text: string): string {
  const quoted = shellWord(text);
  if (quoted.kind === 'literal') return quoted.text === '' ? "''" : quoted.text;
  return `"$(printf '${quoted.format}')"`;
}

/** Bytes as the format of `printf`, with nothing in it that the shell, Docker or a terminal would take for something else. */
export function printfFormat(bytes: Uint8Array): string {
  return [...bytes].map((byte) => (isPlain(byte) && byte !== percent ? String.fromCharCode(byte) : `\\${octal(byte)}`)).join('');
}

/** The same as a quoted argument for its `%b`, which has octal numbers with a zero in front. */
export function printfArgument(bytes: Uint8Array): string {
  return `'${[...bytes].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : `\\0${octal(byte)}`)).join('')}'`;
}

const percent = 0x25;

function octal(byte: number): string {
  return byte.toString(8).padStart(3, '0');
}

function isPlain(byte: number): boolean {
  return quotable.test(String.fromCharCode(byte));
}

/** `/a/b` → `/a`; of what lies at the root `/`. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

/** What no word of a shell can name here, since a name in it ends with a line end. */
export function isUnspeakable(path: string): boolean {
  return path.split('/').some((name) => name.endsWith('\n'));
}
