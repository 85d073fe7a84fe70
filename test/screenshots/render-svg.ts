import { ansiRuns, paper, type Run } from './ansi-cells.ts';

const cellWidth = 8.4;
const cellHeight = 18;
const margin = 14;

/** A terminal's screen, as tmux captures it with its colours, as a picture. */
export function renderSvg(screen: string, columns: number, title: string): string {
  const lines = screen.replace(/\n$/, '').split('\n');
  const width = Math.ceil(columns * cellWidth + 2 * margin);
  const height = lines.length * cellHeight + 2 * margin;
  const rows = ansiRuns(lines).map((runs, row) => runs.map((run) => runSvg(run, row)).join(''));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${paper}"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...rows,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function runSvg({ column, columns, text, style }: Run, row: number): string {
  const [x, y] = [round(margin + column * cellWidth), margin + row * cellHeight];
  const width = round(columns * cellWidth);
  const behind =
    style.background === null ? '' : `<rect x="${x}" y="${y}" width="${width}" height="${cellHeight}" fill="${style.background}"/>`;
  if (text.trim() === '') return behind;
  const weight = style.isBold ? ' font-weight="bold"' : '';
  const line = style.isUnderlined ? ' text-decoration="underline"' : '';
  return `${behind}<text x="${x}" y="${y + 14}" textLength="${width}" lengthAdjust="spacingAndGlyphs" fill="${style.color}"${weight}${line}>${escapeXml(text)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll(' ', '\u00a0');
}
