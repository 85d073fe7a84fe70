/** A column: `right` for figures. */
export type MarkdownColumn = readonly [title: string, align: 'left' | 'right'];

/** https://github.github.com/gfm/#tables-extension- @param rows cells that are escaped already; none makes no table */
export function markdownTable(columns: readonly MarkdownColumn[], rows: readonly (readonly string[])[]): readonly string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns.map(([title]) => title)), line(columns.map(([, align]) => (align === 'right' ? '---:' : '---'))), ...rows.map(line)];
}

/** A heading and what is below it; nothing where that is empty. */
export function markdownSection(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`### ${title}`, '', ...lines, ''];
}

/** The same, closed until somebody opens it. */
export function markdownDetails(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`<details><summary>${title}</summary>`, '', ...lines, '', '</details>', ''];
}
