import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { afterAll, onTestFinished } from 'vitest';
import type { Analyzer } from '../../src/analyze/analyzer.ts';
import { openSession } from '../../src/cli/view/open-session.ts';
import type { Inspection } from '../../src/inspect.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { App } from '../../src/tui/components/App.tsx';
import { PaintingContext } from '../../src/tui/components/painting-context.ts';
import { type KeyChanges, keyMap } from '../../src/tui/keys/key-map.ts';
import { Painting, type PlacedBlock } from '../../src/tui/paint/painting.ts';
import { signsFor } from '../../src/tui/paint/signs.ts';
import { themes } from '../../src/tui/paint/themes.ts';
import type { Loading, Planning, Session } from '../../src/tui/session.ts';
import type { Size } from '../../src/tui/state/state.ts';
import { createStore, type Store } from '../../src/tui/state/store.ts';
import { inspecting } from '../inspecting.ts';
import { type OciImageInput, ociArchive } from '../support/oci-layout.ts';
import { temporaryFile } from '../support/temporary-directory.ts';
import { badRows, terminalGrid } from './terminal-grid.ts';

export type TuiOptions = Partial<Size> & {
  readonly keys?: KeyChanges;
  readonly isUnicode?: boolean;
  readonly planning?: Planning | null;
  /** Takes the place of some of what the session can do. */
  readonly session?: Partial<Session>;
};

export type Tui = {
  readonly store: Store;
  /** Presses keys by what they are called in the key table; other text is typed. Resolves when what they started is done. */
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly resize: (size: Size) => Promise<void>;
  /** What is on the screen, a string a row. */
  readonly rows: () => readonly string[];
  /** The same as one text. */
  readonly text: () => string;
  /** Of the row with this text, which must be there. */
  readonly row: (text: string) => string;
  /** Rows of panes that are not as wide as their pane. */
  readonly badRows: () => readonly string[];
  /** What left the UI: quitting, suspending. */
  readonly calls: readonly string[];
};

const sequences: Readonly<Record<string, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pgup: '\u001b[5~',
  pgdn: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  'shift+tab': '\u001b[Z',
  space: ' ',
  backspace: '\u007f',
  'ctrl+space': '\u0000',
};

export type TuiImage = () => Promise<Inspection>;

/** An image that all tests of a file look at; it is read once, by the first of them. */
export function tuiImage(input: OciImageInput, analyzers: readonly Analyzer[] = []): TuiImage {
  let inspection: Promise<Inspection> | null = null;
  afterAll(async () => (await inspection)?.close());
  return () => {
    inspection ??= inspecting(temporaryFile('image.tar', ociArchive(input)), {}, analyzers);
    return inspection;
  };
}

/** The screens of an image, in a terminal of 100×30 unless told otherwise. */
export async function openTui(image: TuiImage, options: TuiOptions = {}): Promise<Tui> {
  const tui = loadingTui(options);
  const session = await openSession(await image(), options.planning ?? null, defaultLimits, new AbortController().signal);
  tui.store.dispatch({ kind: 'ready', session: { ...session, ...options.session } });
  await settle();
  return tui;
}

/** The same before there is anything to show. */
export function loadingTui({ columns = 100, rows = 30, keys = {}, isUnicode = true }: TuiOptions, loading?: Loading): Tui {
  const calls: string[] = [];
  const terminal = { quit: () => calls.push('quit'), suspend: () => calls.push('suspend'), redraw: () => calls.push('redraw') };
  const store = createStore(
    {
      size: { columns, rows },
      look: { theme: themes.dark, signs: signsFor(isUnicode) },
      keys: keyMap(keys),
      loading: loading ?? { reference: 'image.tar', arrived: null, layers: null, isReading: false, seconds: 0 },
      ready: null,
      message: null,
      typedAhead: [],
    },
    {
      terminal: { quit: () => void terminal.quit(), suspend: () => void terminal.suspend(), redraw: () => void terminal.redraw() },
      turn,
      onBug: (error) => calls.push(`bug: ${String(error)}`),
    },
  );
  const painting = new Painting();
  const app = createElement(PaintingContext.Provider, { value: painting }, createElement(App, { store }));
  const instance = render(app);
  onTestFinished(() => instance.unmount());
  let shown: readonly PlacedBlock[] = [];
  // Taken with each frame, as the real screen does.
  const write = instance.stdout.write;
  instance.stdout.write = (frame: string) => {
    shown = painting.take() ?? shown;
    write(frame);
  };
  instance.rerender(createElement(PaintingContext.Provider, { value: painting }, createElement(App, { store })));
  const placed = (): readonly PlacedBlock[] => shown;
  const screen = (): readonly string[] => terminalGrid(placed(), store.state().size.columns, store.state().size.rows);
  return {
    store,
    press: async (...names) => {
      for (const name of names) {
        instance.stdin.write(sequence(name));
        // A lone Escape may be the beginning of more, so Ink waits for it.
        await (name === 'esc' ? new Promise((resolve) => setTimeout(resolve, 60)) : settle());
      }
      await settle();
    },
    resize: async (size) => {
      store.dispatch({ kind: 'resized', size });
      await settle();
    },
    rows: screen,
    text: () => screen().join('\n'),
    row: (text) => {
      const found = screen().find((row) => row.includes(text));
      if (found === undefined) throw new Error(`no row has ${text}:\n${screen().join('\n')}`);
      return found;
    },
    badRows: () => badRows(placed()),
    calls,
  };
}

function sequence(name: string): string {
  if (Object.hasOwn(sequences, name)) return sequences[name]!;
  if (/^ctrl\+[a-z]$/.test(name)) return String.fromCharCode(name.charCodeAt(5) - 0x60);
  return name;
}

/** A turn of the event loop. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** What a key leaves for later is done in the next turns. */
async function settle(): Promise<void> {
  for (let i = 0; i < 8; i++) await turn();
}
