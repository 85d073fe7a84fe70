import { describe, expect, it } from 'vitest';
import { type ThemeName, themes } from '../../../src/tui/paint/themes.ts';
import { tones } from '../../../src/tui/paint/tone.ts';

type Rgb = readonly [red: number, green: number, blue: number];

/** What terminals have behind: black or nearly so, white or nearly so. */
const papers: Partial<Record<ThemeName, readonly Rgb[]>> = {
  dark: [
    [0, 0, 0],
    [0x1e, 0x1e, 0x1e],
  ],
  light: [
    [255, 255, 255],
    [0xf5, 0xf5, 0xf5],
  ],
};

/** Of the 256 colours, from 16 on. https://invisible-island.net/xterm/xterm.faq.html#problems_colors */
function palette(parameters: string, kind: 38 | 48): Rgb {
  const number = Number(new RegExp(`(?:^|;)${kind};5;(\\d+)$`).exec(parameters)?.[1]);
  if (!(number >= 16)) throw new Error(`expected one of the colours from 16 on, got ${parameters}`);
  if (number >= 232) return [8 + 10 * (number - 232), 8 + 10 * (number - 232), 8 + 10 * (number - 232)];
  const level = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
  return [level(Math.floor((number - 16) / 36)), level(Math.floor((number - 16) / 6) % 6), level((number - 16) % 6)];
}

/** https://www.w3.org/TR/WCAG21/#dfn-relative-luminance */
function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [Math.max(luminance(a), luminance(b)), Math.min(luminance(a), luminance(b))];
  return (high + 0.05) / (low + 0.05);
}

/** Borders are no text; what is faint is painted plain under the cursor. */
const drawn = tones.filter((tone) => tone !== 'border');
const selected = drawn.filter((tone) => tone !== 'faint' && tone !== 'comment');

function tooPale(name: 'dark' | 'light', shown: readonly (typeof tones)[number][], behind: readonly Rgb[]): readonly string[] {
  return shown.flatMap((tone) =>
    behind
      .map((paper) => contrast(palette(themes[name].tones[tone], 38), paper))
      .filter((ratio) => ratio < 4.5)
      .map((ratio) => `${tone} ${ratio.toFixed(1)}`),
  );
}

describe.each(['dark', 'light'] as const)('the %s theme', (name) => {
  it('can be read on the colours that terminals have behind', () => {
    expect(tooPale(name, drawn, papers[name]!)).toEqual([]);
  });

  it('can be read under the cursor', () => {
    expect(tooPale(name, selected, [palette(themes[name].selection, 48)])).toEqual([]);
  });

  it('can be read where the cursor is without the focus', () => {
    expect(tooPale(name, drawn, [palette(themes[name].dimSelection, 48)])).toEqual([]);
  });
});

it.each(['high-contrast', '16-colours', 'no-colour'] as const)('%s has none but the colours that the terminal itself sets', (name) => {
  const all = [...Object.values(themes[name].tones), themes[name].selection, themes[name].dimSelection, themes[name].header];
  expect(all.filter((parameters) => !/^(?:(?:[1247]|3[1-6]|9[1-7])(?:;|$))*$/.test(parameters))).toEqual([]);
});
