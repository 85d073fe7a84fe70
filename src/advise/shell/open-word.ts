/** UTF-16 units: longer words are no names of files. */
const maxLength = 1_024;

/** `$x`, `${x}`, `$(x)`, backticks, and braces that were left as they are. */
const hole = /\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|\$\((?:[^()]|\([^()]*\))*\)|`[^`]*`|\$(?:\w+|[@*#?!$-])|\{[^{}]*\}/g;
/** What a container makes, or the kernel: no image has it. */
const elsewhere = /^\/(?:dev|proc|sys|tmp|run|var\/run|var\/tmp)(?:\/|$)/;

/** What is known of a word of which the rest is not. */
export type OpenWord =
  /** A pattern for `shellPattern`, in which a star stands for what is not known. */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** It names nothing that an image has: a temporary file, a device. */
  | { readonly kind: 'elsewhere' }
  /** It may be any file at all. */
  | { readonly kind: 'any' };

/** @param text a word as a script has it, with what is known of it put in */
export function openWord(text: string): OpenWord {
  if (elsewhere.test(text) || /^"?(?:\$\(|`)\s*mktemp\b/.test(text)) return { kind: 'elsewhere' };
  const pattern = text.length > maxLength ? '*' : text.replace(hole, '*').replace(/\*{2,}/g, '*');
  return pattern.startsWith('*') || /[$`"'(){}[\]\\]/.test(pattern) ? { kind: 'any' } : { kind: 'pattern', pattern };
}
