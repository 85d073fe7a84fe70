import type { Referrer, ReferrerOrigin, Referrers } from '../model/referrers.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { formatBytes } from './format-bytes.ts';
import { formatCounted } from './format-count.ts';
import type { TextStyle } from './text-style.ts';

const originWords: Readonly<Record<ReferrerOrigin, string>> = {
  'referrers-api': 'by the referrers API',
  'referrers-tag': 'by the referrers tag',
  'cosign-tag': "by cosign's tag",
  'image-index': 'in the image index',
};

/** What is attached to an image, for a person. */
export function renderReferrersText({ reference, subject, referrers }: Referrers, { paint, signs }: TextStyle): string {
  const head = `${paint('heading', escapeTerminal(reference))}\n  subject    ${subject}\n`;
  if (referrers.length === 0) return `${head}  Nothing is attached to it.\n`;
  const blocks = referrers.map((referrer) => `\n${referrerLines(referrer, signs.dot)}`);
  return `${head}  ${formatCounted(referrers.length, 'referrer')}\n${blocks.join('')}`;
}

function referrerLines({ digest, artifactType, mediaType, description, sizeBytes, annotations, origin }: Referrer, dot: string): string {
  const type = artifactType ?? mediaType;
  const lines = [
    escapeTerminal(description),
    `  digest     ${digest} ${dot} ${formatBytes(sizeBytes)} ${dot} ${originWords[origin]}`,
    ...(description.includes(type) || type === '' ? [] : [`  type       ${escapeTerminal(type)}`]),
    ...Object.entries(annotations).map(([key, value]) => `  ${escapeTerminal(key)}: ${escapeTerminal(shortened(value))}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Signatures and certificates lie in annotations; whoever wants all of them takes the JSON. */
function shortened(value: string): string {
  return value.length > 100 ? `${value.slice(0, 97)}...` : value;
}
