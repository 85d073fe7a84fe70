import { formatBytes } from '../../format-bytes.ts';
import { formatShare } from '../../format-share.ts';
import type { ColourMode, PageTree } from '../page-data.ts';
import { setHue, svgElement } from './element.ts';
import type { MapCell } from './map-cells.ts';

const signPixels = 6.6;
const margin = 5;

/** What the map says of a node, for eyes and ears alike. */
export function describe(tree: PageTree, node: number, path: string, mode: ColourMode, modeAt: number): string {
  const bytes = formatBytes(tree.bytes[node]!);
  const share = formatShare(tree.bytes[node]!, tree.bytes[0]!);
  const entry = mode.legend[tree.categories[modeAt]![node]!];
  const mostly = tree.kinds[node] === 'file' ? '' : 'mostly ';
  return [path, bytes, `${share} of all`, ...(entry === undefined ? [] : [`${mostly}${entry.label}`])].join(', ');
}

export function cellElement(tree: PageTree, cell: MapCell, text: string, hue: number | null): SVGGElement {
  const { node, x, y, width, height, isGroup, level } = cell;
  const role = { role: 'treeitem', 'aria-level': level, 'aria-label': text, tabindex: -1 };
  const made = svgElement('g', {
    ...role,
    class: isGroup ? 'cell group' : 'cell',
    'aria-expanded': isGroup ? 'true' : null,
    'data-node': node,
  });
  setHue(made, hue);
  made.append(svgElement('title', {}, text), svgElement('rect', { x, y, width, height, rx: 2 }));
  const name = clip(tree.names[node]!, width);
  if (name !== '' && height >= 18) made.append(svgElement('text', { x: x + margin, y: y + 13 }, name));
  const size = formatBytes(tree.bytes[node]!);
  if (!isGroup && name !== '' && height >= 34 && clip(size, width) === size)
    made.append(svgElement('text', { x: x + margin, y: y + 27, class: 'sub' }, size));
  return made;
}

/** What has room; '' where that would say nothing. */
function clip(text: string, width: number): string {
  const room = Math.floor((width - 2 * margin) / signPixels);
  if (text.length <= room) return text;
  return room < 4
    ? ''
    : `${Array.from(text)
        .slice(0, room - 1)
        .join('')}…`;
}
