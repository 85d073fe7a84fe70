import type { Waste } from '../model/report.ts';
import { cutEnd } from './fit-text.ts';
import { formatBytes } from './format-bytes.ts';
import type { TextStyle } from './text-style.ts';

/** dive's own figures in one line, for those who know them; it counts the copy that stays as wasted, too. */
export function textDive({ efficiencyScore, wastedBytes, userWastedPercent }: Waste['dive'], style: TextStyle): readonly string[] {
  const user = userWastedPercent === null ? '' : `, user wasted ${(100 * userWastedPercent).toFixed(2)} %`;
  const line = `dive would say: efficiency ${(100 * efficiencyScore).toFixed(2)} %, wasted ${formatBytes(wastedBytes)}${user}`;
  return [style.paint('faint', cutEnd(line, style.width, style.signs.ellipsis))];
}
