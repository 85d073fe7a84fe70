import { render } from 'ink';
import { createElement } from 'react';
import { App } from './components/App.tsx';
import { PaintingContext } from './components/painting-context.ts';
import { type KeyChanges, keyMap } from './keys/key-map.ts';
import type { Look } from './paint/look.ts';
import { Painting } from './paint/painting.ts';
import { changedRows, screenRows } from './paint/screen-rows.ts';
import type { Loading } from './session.ts';
import type { EffectContext } from './state/run-effect.ts';
import type { Size, State } from './state/state.ts';
import { createStore, type Store } from './state/store.ts';

/** The terminal that the UI is shown on; whoever starts it has made it ready. */
export type UiTerminal = {
  /** Keys; put into raw mode while the UI is shown. */
  readonly stdin: NodeJS.ReadStream;
  readonly write: (text: string) => void;
  readonly size: () => Size;
};

export type UiOptions = Pick<EffectContext, 'terminal' | 'turn'> & {
  readonly look: Look;
  readonly keys: KeyChanges;
  readonly loading: Loading;
  readonly onBug: (error: unknown) => void;
};

export type Ui = {
  readonly store: Store;
  /** Draws everything anew, as on a terminal of which nothing is known. */
  readonly redraw: () => void;
  readonly unmount: () => void;
};

export function startUi(terminal: UiTerminal, options: UiOptions): Ui {
  const { look, keys, loading } = options;
  const initial: State = { size: terminal.size(), look, keys: keyMap(keys), loading, ready: null, message: null, typedAhead: [] };
  const store = createStore(initial, options);
  const painting = new Painting();
  let shown: readonly string[] = [];
  const write = (before: readonly string[]): void => {
    const text = changedRows(before, shown);
    if (text !== '') terminal.write(text);
  };
  const draw = (): void => {
    const blocks = painting.take();
    if (blocks === null) return;
    const before = shown;
    shown = screenRows(blocks, store.state().size.rows);
    write(before);
  };
  const stdout = frameStream(() => store.state().size, draw);
  const app = createElement(PaintingContext.Provider, { value: painting }, createElement(App, { store }));
  // `debug` hands over each frame at once; what of it has changed is found in `draw`.
  const instance = render(app, { stdout, stderr: stdout, stdin: terminal.stdin, debug: true, exitOnCtrlC: false, patchConsole: false });
  instance.waitUntilExit().catch(options.onBug);
  return {
    store,
    redraw: () => {
      terminal.write('\u001b[2J');
      write([]);
    },
    unmount: instance.unmount,
  };
}

/**
 * What Ink takes for the terminal. Its frames are empty, as the blocks are painted elsewhere; so it is told of a single column, since
 * it makes a cell for each.
 */
function frameStream(size: () => Size, draw: () => void): NodeJS.WriteStream {
  const stream = {
    columns: 1,
    get rows() {
      return size().rows;
    },
    isTTY: false,
    write: (frame: string) => {
      // Ink also shows and hides the cursor; those are no frames.
      if (!frame.includes('\u001b')) draw();
      return true;
    },
    on: () => stream,
    off: () => stream,
  };
  return stream as unknown as NodeJS.WriteStream;
}
