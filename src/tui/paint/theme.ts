import type { Tone } from './tone.ts';

/** Parameters of SGR (https://invisible-island.net/xterm/ctlseqs/ctlseqs.html): `1;38;5;110`; '' leaves the terminal's own. */
export type Theme = {
  readonly name: string;
  readonly tones: Readonly<Record<Tone, string>>;
  /** Of the row that the cursor is on, while its pane has the focus. */
  readonly selection: string;
  /** The same of a pane without the focus. */
  readonly dimSelection: string;
  /** Of the first line. */
  readonly header: string;
};
