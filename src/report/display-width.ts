/** ASCII, Latin letters, and dashes, arrows, lines and blocks of which reports are drawn: each sign one column, and none joins another. */
const plain = /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u21ff\u2500-\u259f]*$/;
/** Blocks that are wide as a whole: https://www.unicode.org/reports/tr11/ */
const wide =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{20000}-\u{3fffd}]/u;
const emoji = /^\p{Emoji_Presentation}|\ufe0f/u;
/** Marks, joiners, and the vowels and finals that Hangul stacks on a leading consonant. */
const invisible = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]/u;

/** Made for the first text that needs it, as it takes ten milliseconds. */
let segmenter: Intl.Segmenter | null = null;

/** Columns that text takes in a terminal. It must be escaped already. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of graphemes(text)) columns += graphemeWidth(grapheme);
  return columns;
}

/** What a reader takes for one sign: letters with their accents, emoji with all that is joined to them. */
export function graphemes(text: string): Iterable<string> {
  if (plain.test(text)) return text;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

export function graphemeWidth(grapheme: string): number {
  if (plain.test(grapheme)) return 1;
  if (emoji.test(grapheme)) return 2;
  let columns = 0;
  for (const sign of grapheme) columns += invisible.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return columns;
}
