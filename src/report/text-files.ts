import type { Report } from '../model/report.ts';
import type { BigFile } from '../model/summary.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { cutMiddle } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import { formatShare } from './format-share.ts';
import type { TextStyle } from './text-style.ts';

export function textFiles(files: readonly BigFile[], { directories }: Report, style: TextStyle): readonly string[] {
  const { paint, signs, width } = style;
  if (files.length === 0) return [];
  const whole = directories[0]?.sizeBytes ?? 0;
  const lines = files.map(({ path, sizeBytes, layer }) => {
    const layerText = `layer ${layer}`.padEnd(10);
    const numbers = `${formatBytes(sizeBytes).padStart(14)} ${formatShare(sizeBytes, whole).padStart(5)}  `;
    return `${numbers}${paint('faint', layerText)} ${cutMiddle(escapeTerminal(path), width - numbers.length - 11, signs.ellipsis)}`;
  });
  return [paint('heading', 'Biggest files'), ...lines];
}
