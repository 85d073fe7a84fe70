import { styleText } from 'node:util';

const formats = {
  heading: 'bold',
  faint: 'dim',
  layer: 'cyan',
  waste: 'yellow',
  good: 'green',
  bad: 'red',
  command: 'cyan',
} as const;

/** What a colour means. It is never the only sign of it. */
export type Tone = keyof typeof formats;

export type Paint = (tone: Tone, text: string) => string;

export function paintFor(isColoured: boolean): Paint {
  // Whether there is a terminal is for the caller to know.
  return isColoured ? (tone, text) => styleText(formats[tone], text, { validateStream: false }) : (_, text) => text;
}
