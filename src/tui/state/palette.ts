import type { Command } from '../keys/command.ts';
import { bindingsIn, type KeyMap } from '../keys/key-map.ts';
import { keyContext } from './key-context.ts';
import type { Palette } from './overlay.ts';
import type { Ready } from './state.ts';

export type PaletteItem = { readonly command: Command; readonly text: string; readonly keys: readonly string[] };

/** What can be done where the palette was opened, of which the text has all that is typed. */
export function paletteItems(ready: Ready, keys: KeyMap, { under, text: typed }: Palette): readonly PaletteItem[] {
  const context = keyContext({ ...ready, overlay: under });
  if (context === null) return [];
  const words = typed.toLowerCase().split(/\s+/);
  return bindingsIn(context, keys)
    .filter(({ command }) => command !== 'palette')
    .filter(({ command, text }) => words.every((word) => `${command} ${text}`.toLowerCase().includes(word)))
    .map(({ command, text, keys }) => ({ command, text, keys }));
}
