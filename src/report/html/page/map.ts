import { formatBytes } from '../../format-bytes.ts';
import { formatCount } from '../../format-count.ts';
import { formatShare } from '../../format-share.ts';
import type { PageData } from '../page-data.ts';
import { element, setHue, svgElement } from './element.ts';
import { type Direction, type MapCell, mapCells, nextCell } from './map-cells.ts';
import { cellElement, describe } from './map-svg.ts';
import { pathOf, type TreeIndex, treeIndex, wayTo } from './tree-index.ts';

const directions: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };
const maxContents = 200;

/** The map of the image: one directory at a time, all of it reachable by keys, and the same as a table. */
export class TreeMap {
  readonly section: HTMLElement;
  readonly #data: PageData;
  readonly #index: TreeIndex;
  readonly #svg = svgElement('svg', { class: 'map', role: 'tree', 'aria-label': 'Map of the image by size' });
  readonly #crumbs = element('ol');
  readonly #told = element('p', { class: 'told', 'aria-live': 'polite' });
  readonly #legend = element('ul', { class: 'legend', 'aria-label': 'Colours' });
  readonly #contents = element('tbody');
  #cells: readonly MapCell[] = [];
  #top = 0;
  #mode = 0;
  /** The one that Tab leads to. */
  #focused = -1;
  #width = 0;

  constructor(data: PageData) {
    this.#data = data;
    this.#index = treeIndex(data.tree);
    this.section = this.#assemble();
    this.#svg.addEventListener('click', (event) => this.#open(nodeAt(event)));
    this.#svg.addEventListener('keydown', (event) => this.#press(event));
    this.#svg.addEventListener('pointerover', (event) => this.#tell(nodeAt(event)));
    this.#svg.addEventListener('focusin', (event) => this.#tell(nodeAt(event)));
  }

  /** Once the section has a width, and whenever that changes. */
  readonly draw = (): void => {
    const width = Math.max(200, Math.floor(this.section.clientWidth));
    if (width === this.#width) return;
    this.#width = width;
    this.#drawMap();
  };

  #assemble(): HTMLElement {
    const head = ['Name', 'Size', 'Share', 'Files'].map((label, i) =>
      element('th', { scope: 'col', class: i > 0 ? 'number' : null }, label),
    );
    this.#drawLegend();
    return element(
      'section',
      { id: 'map', 'aria-labelledby': 'map-title' },
      element('h2', { id: 'map-title' }, 'What is in it'),
      element('p', { class: 'note' }, 'Click or press Enter to go into a directory, Esc to come back; arrow keys move.'),
      element('div', { class: 'bar' }, element('nav', { class: 'crumbs', 'aria-label': 'Directory' }, this.#crumbs), this.#modes()),
      this.#svg,
      this.#told,
      this.#legend,
      element(
        'details',
        {},
        element('summary', {}, 'The same as a table'),
        element(
          'div',
          { class: 'scroll' },
          element('table', { 'aria-label': 'Contents of the directory' }, element('thead', {}, element('tr', {}, ...head)), this.#contents),
        ),
      ),
    );
  }

  #modes(): HTMLElement {
    const labels = this.#data.modes.map(({ id, label }, mode) => {
      const input = element('input', { type: 'radio', name: 'mode', value: id });
      input.checked = mode === 0;
      input.addEventListener('change', () => {
        this.#mode = mode;
        this.#drawLegend();
        this.#drawMap();
      });
      return element('label', {}, input, label);
    });
    return element('div', { class: 'modes', role: 'radiogroup', 'aria-label': 'Colour by' }, ...labels);
  }

  #drawLegend(): void {
    const entries = this.#data.modes[this.#mode]!.legend.map(({ label, hue }) => {
      const swatch = element('span', { class: 'swatch', 'aria-hidden': 'true' });
      setHue(swatch, hue);
      return element('li', {}, swatch, element('bdi', {}, label));
    });
    this.#legend.replaceChildren(...entries);
  }

  #drawMap(): void {
    const { tree, modes } = this.#data;
    const width = this.#width;
    const height = Math.round(Math.min(620, Math.max(340, width * 0.5)));
    this.#cells = mapCells(this.#index, this.#top, width, height);
    if (!this.#cells.some(({ node }) => node === this.#focused)) this.#focused = this.#cells[0]?.node ?? -1;
    this.#svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
    const made = this.#cells.map((cell) => {
      const hue = modes[this.#mode]!.legend[tree.categories[this.#mode]![cell.node]!]?.hue ?? null;
      return cellElement(tree, cell, this.#describe(cell.node), hue);
    });
    this.#svg.replaceChildren(...made);
    this.#element(this.#focused)?.setAttribute('tabindex', '0');
    this.#drawCrumbs();
    this.#drawContents();
  }

  #drawCrumbs(): void {
    const { names } = this.#data.tree;
    const items = wayTo(this.#data.tree, this.#top).map((node) => {
      const button = element(
        'button',
        { type: 'button', 'aria-current': node === this.#top ? 'location' : null },
        node === 0 ? 'image' : names[node]!,
      );
      button.addEventListener('click', () => this.#zoom(node, node));
      return element('li', {}, button);
    });
    this.#crumbs.replaceChildren(...items);
  }

  #drawContents(): void {
    const { tree } = this.#data;
    const children = this.#index.children[this.#top]!;
    const rows = children.slice(0, maxContents).map((node) => {
      const name = tree.names[node]!;
      const button = element('button', { type: 'button' }, `${name}/`);
      button.addEventListener('click', () => this.#zoom(node, node));
      const number = (text: string): HTMLElement => element('td', { class: 'number' }, text);
      return element(
        'tr',
        {},
        element('td', {}, tree.kinds[node] === 'directory' ? button : element('bdi', {}, name)),
        number(formatBytes(tree.bytes[node]!)),
        number(formatShare(tree.bytes[node]!, tree.bytes[this.#top]!)),
        number(formatCount(tree.counts[node]!)),
      );
    });
    this.#contents.replaceChildren(...rows);
  }

  #describe(node: number): string {
    const { tree, modes } = this.#data;
    return describe(tree, node, pathOf(tree, node), modes[this.#mode]!, this.#mode);
  }

  #tell(node: number | null): void {
    if (node !== null) this.#told.textContent = this.#describe(node);
  }

  #element(node: number): SVGGElement | null {
    return this.#svg.querySelector<SVGGElement>(`[data-node="${node}"]`);
  }

  #focus(node: number): void {
    this.#element(this.#focused)?.setAttribute('tabindex', '-1');
    this.#focused = node;
    const made = this.#element(node);
    made?.setAttribute('tabindex', '0');
    made?.focus();
  }

  /** Into a directory; of a file into the one that holds it. */
  #open(node: number | null): void {
    if (node === null) return;
    const { kinds, parents } = this.#data.tree;
    const directory = kinds[node] === 'directory' ? node : parents[node]!;
    if (directory === this.#top) this.#focus(node);
    else this.#zoom(directory, node);
  }

  #zoom(top: number, focused: number): void {
    const hadFocus = this.#svg.contains(document.activeElement);
    this.#top = top;
    this.#focused = focused;
    this.#drawMap();
    if (hadFocus) this.#focus(this.#focused);
    this.#tell(top);
  }

  #press(event: KeyboardEvent): void {
    const direction = directions[event.key];
    const from = this.#cells.find(({ node }) => node === this.#focused);
    if (direction !== undefined && from !== undefined) {
      const next = nextCell(this.#cells, from, direction);
      if (next !== null) this.#focus(next.node);
    } else if (event.key === 'Enter' || event.key === ' ') this.#open(this.#focused);
    else if ((event.key === 'Escape' || event.key === 'Backspace') && this.#top !== 0)
      this.#zoom(this.#data.tree.parents[this.#top]!, this.#top);
    else if (event.key === 'Home') this.#zoom(0, this.#focused);
    else return;
    event.preventDefault();
  }
}

function nodeAt({ target }: Event): number | null {
  const cell = target instanceof Element ? target.closest('[data-node]') : null;
  return cell === null ? null : Number(cell.getAttribute('data-node'));
}
