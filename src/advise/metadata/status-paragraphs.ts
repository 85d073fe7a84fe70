/** Packages of a dpkg status or of an apk database, each as it stands there. */
export function statusParagraphs(text: string): readonly string[] {
  return text.split(/\n(?:\n)+/).filter((paragraph) => paragraph.trim() !== '');
}

/** First line of a field; '' where there is none. */
export function fieldOf(paragraph: string, name: string): string {
  const start = paragraph.startsWith(`${name}:`) ? 0 : paragraph.indexOf(`\n${name}:`) + 1;
  if (start === 0 && !paragraph.startsWith(`${name}:`)) return '';
  const end = paragraph.indexOf('\n', start);
  return paragraph.slice(start + name.length + 1, end < 0 ? paragraph.length : end).trim();
}
