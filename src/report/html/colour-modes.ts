import { escapeTerminal } from '../escape-terminal.ts';
import type { ColourMode, LegendEntry } from './page-data.ts';

/** Hues that stay apart from each other, and from the grey of what is nothing in particular. */
const hues = [245, 155, 75, 310, 25, 195, 105, 275, 345, 50, 175];

/** From blue on, a step for each layer; the base is the first. */
export function layerMode(layers: readonly { readonly index: number }[]): ColourMode {
  const step = Math.min(47, 300 / Math.max(1, layers.length));
  return {
    id: 'layer',
    label: 'Layer',
    legend: layers.map(({ index }) => ({ label: `layer ${index}`, hue: Math.round(250 + index * step) % 360 })),
  };
}

export type NamedBytes = { readonly name: string; readonly bytes: number };

/** The largest packages have a colour each; the others share one, and what is of no package is grey. */
export function packageMode(packages: readonly NamedBytes[]): {
  readonly mode: ColourMode;
  readonly categoryOf: (name: string | null) => number;
} {
  const largest = packages.toSorted((a, b) => b.bytes - a.bytes).slice(0, hues.length - 1);
  const named = largest.map(({ name }, i): LegendEntry => ({ label: escapeTerminal(name), hue: hues[i]! }));
  const rows = new Map(largest.map(({ name }, i) => [name, i]));
  const legend = [...named, { label: 'other packages', hue: hues.at(-1)! }, { label: 'no package', hue: null }];
  return {
    mode: { id: 'package', label: 'Package', legend },
    categoryOf: (name) => (name === null ? legend.length - 1 : (rows.get(name) ?? legend.length - 2)),
  };
}

/** What the layers did to a file that is seen. */
export const rewriteMode: ColourMode = {
  id: 'change',
  label: 'Change',
  legend: [
    { label: 'written once', hue: null },
    { label: 'written again over a lower layer', hue: 60 },
  ],
};

export const planMode: ColourMode = {
  id: 'plan',
  label: 'Plan',
  legend: [
    { label: 'kept', hue: 165 },
    { label: 'dropped', hue: 50 },
  ],
};

export const diffMode: ColourMode = {
  id: 'change',
  label: 'Change',
  legend: [
    { label: 'unchanged', hue: null },
    { label: 'added', hue: 150 },
    { label: 'changed', hue: 75 },
    { label: 'removed', hue: 25 },
  ],
};
