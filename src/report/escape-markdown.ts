import { escapeTerminal } from './escape-terminal.ts';

/** Signs that mean nothing in Markdown, in a table or in HTML. */
const plain = /[^A-Za-z0-9 /,=%+.()'":;-]/gu;

/**
 * Text from an image for a place in Markdown where HTML is allowed, a cell of a table as well. Signs become character references,
 * which are text wherever they stand; an empty comment behind `@`, `#` and what starts an address keeps hosts from making links
 * of names.
 */
export function escapeMarkdown(text: string): string {
  return escapeTerminal(text)
    .replace(plain, (sign) => `&#${sign.codePointAt(0)};`)
    .replace(/&#64;|&#35;/g, (reference) => `${reference}<!-- -->`)
    .replace(/www\.|:(?=\/)/gi, (start) => `${start.slice(0, -1)}&#${start.at(-1)!.charCodeAt(0)};<!-- -->`);
}

/** The same as code. */
export function markdownCode(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}
