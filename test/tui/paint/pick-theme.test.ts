import { describe, expect, it } from 'vitest';
import { pickTheme } from '../../../src/tui/paint/pick-theme.ts';
import { themes } from '../../../src/tui/paint/themes.ts';
import { tones } from '../../../src/tui/paint/tone.ts';

describe('pickTheme', () => {
  it.each<[string, string | null, boolean, Readonly<Record<string, string>>, string]>([
    ['many colours', null, true, { TERM: 'xterm-256color' }, 'dark'],
    ['a light background', null, true, { TERM: 'rxvt-unicode-256color', COLORFGBG: '0;15' }, 'light'],
    ['sixteen colours', null, true, { TERM: 'linux' }, '16-colours'],
    ['a plain name with many colours', null, true, { TERM: 'xterm', COLORTERM: 'truecolor' }, 'dark'],
    ['what the project says', 'high-contrast', true, { TERM: 'xterm-256color' }, 'high-contrast'],
    ['a theme that there is not', 'pink', true, { TERM: 'xterm-256color' }, 'dark'],
    ['NO_COLOR over what the project says', 'light', true, { TERM: 'xterm-256color', NO_COLOR: '1' }, 'no-colour'],
    ['--no-color', null, false, { TERM: 'xterm-256color' }, 'no-colour'],
    ['a name of every object', 'constructor', true, { TERM: 'xterm-256color' }, 'dark'],
  ])('with %s', (_, wanted, hasColor, environment, expected) => {
    expect(pickTheme(wanted, hasColor, environment).name).toBe(expected);
  });
});

describe('the themes', () => {
  it('have no colour where there is to be none', () => {
    expect(tones.filter((tone) => /(?:^|;)(?:3[0-7]|38|9\d)/.test(themes['no-colour'].tones[tone]))).toEqual([]);
  });

  it('use only the sixteen where there are no more', () => {
    for (const name of ['16-colours', 'high-contrast'] as const) {
      expect(tones.filter((tone) => themes[name].tones[tone].includes('38;'))).toEqual([]);
    }
  });

  it.each([
    ['dark', '#1c1c1c'],
    ['light', '#ffffff'],
  ] as const)('%s can be read', (name, background) => {
    const poor = tones
      .filter((tone) => tone !== 'border')
      .map((tone) => [tone, contrast(colorOf(themes[name].tones[tone]), rgb(background))] as const)
      .filter(([, ratio]) => ratio < 4.5);
    expect(poor).toEqual([]);
  });
});

type Rgb = readonly [number, number, number];

function colorOf(parameters: string): Rgb {
  const number = Number(/38;5;(\d+)/.exec(parameters)![1]);
  if (number >= 232) return [8 + 10 * (number - 232), 8 + 10 * (number - 232), 8 + 10 * (number - 232)];
  const level = (value: number): number => (value === 0 ? 0 : 55 + 40 * value);
  const cube = number - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
