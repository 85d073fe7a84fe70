/** `0 %`, `<1 %`, `42 %`: a share of a whole that is not nothing. */
export function formatShare(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return '0 %';
  const percent = Math.round((100 * part) / whole);
  if (percent === 0) return '<1 %';
  return part < whole && percent >= 100 ? '>99 %' : `${percent} %`;
}
