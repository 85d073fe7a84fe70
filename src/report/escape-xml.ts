import { escapeTerminal } from './escape-terminal.ts';

const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for an element or an attribute; what XML 1.0 has no way to say is shown as an escape. https://www.w3.org/TR/xml/#charsets */
export function escapeXml(text: string): string {
  return escapeTerminal(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (sign) => references[sign]!);
}
