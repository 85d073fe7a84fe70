import type { Referrers } from '../model/referrers.ts';

/** What is attached to an image, as JSON of two spaces with a final newline. */
export function renderReferrersJson(referrers: Referrers): string {
  return `${JSON.stringify(referrers, null, 2)}\n`;
}
