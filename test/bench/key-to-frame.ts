import { EventEmitter } from 'node:events';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { openSession } from '../../src/cli/view/open-session.ts';
import type { Inspection } from '../../src/inspect.ts';
import { inspect } from '../../src/look.ts';
import { defaultLimits } from '../../src/model/limits.ts';
import { signsFor } from '../../src/tui/paint/signs.ts';
import { themes } from '../../src/tui/paint/themes.ts';
import { startUi, type Ui } from '../../src/tui/start-ui.ts';

/**
 * How long it takes from a key to its frame: `node key-to-frame.js IMAGE median|worst|expand COLUMNS ROWS` prints seconds. The
 * UI is the real one; keys come from, and frames go to, this process.
 */
const [reference = '', figure = 'median', columns = '120', rows = '40'] = process.argv.slice(2);

/** Moving, paging, opening, closing, sorting by hand, in the tree with everything open; and from layer to layer. */
const keys = [
  'j',
  'j',
  'j',
  'k',
  '\u001b[6~',
  '\u001b[6~',
  'd',
  'u',
  'G',
  'k',
  'k',
  'g',
  ' ',
  'j',
  ' ',
  'l',
  'h',
  '\t',
  'k',
  'k',
  'j',
  'j',
  '\t',
  'j',
  '\u0002',
  '\u0002',
];
const rounds = 8;

class Keyboard extends EventEmitter {
  readonly isTTY = true;
  #typed: string | null = null;

  type(text: string): void {
    this.#typed = text;
    this.emit('readable');
  }

  read(): string | null {
    const typed = this.#typed;
    this.#typed = null;
    return typed;
  }

  setEncoding(): void {}
  setRawMode(): void {}
  ref(): void {}
  unref(): void {}
}

const keyboard = new Keyboard();
let frameAt = 0;
const ui = open();
const inspection = await read();
ui.store.dispatch({ kind: 'ready', session: await openSession(inspection, null, defaultLimits, new AbortController().signal) });
await idle();

await press('\t');
const expand = [];
for (let i = 0; i < 5; i++) {
  expand.push(await press('*'));
  if (i < 4) await press('\u0000');
}
const times = [];
for (let round = 0; round < rounds; round++) for (const key of keys) times.push(await press(key));
process.stdout.write(`${(figure === 'expand' ? median(expand) : figure === 'worst' ? Math.max(...times) : median(times)) / 1000}\n`);
ui.unmount();
inspection.close();

function open(): Ui {
  return startUi(
    {
      stdin: keyboard as unknown as NodeJS.ReadStream,
      write: () => {
        frameAt = performance.now();
      },
      size: () => ({ columns: Number(columns), rows: Number(rows) }),
    },
    {
      look: { theme: themes.dark, signs: signsFor(true) },
      keys: {},
      loading: { reference, arrived: null, layers: null, isReading: false, seconds: 0 },
      terminal: { quit: () => {}, suspend: () => {}, redraw: () => {} },
      turn: () => setImmediate(),
      onBug: (error) => {
        throw error;
      },
    },
  );
}

function read(): Promise<Inspection> {
  return inspect(reference, [], {
    platform: null,
    image: null,
    limits: defaultLimits,
    verify: false,
    cacheDirectory: null,
    build: null,
    threads: 0,
    temporaryDirectory: tmpdir(),
    environment: {},
    homeDirectory: '/nonexistent',
    insecure: false,
    signal: new AbortController().signal,
    onImage: () => {},
    rereads: false,
    onArrival: () => {},
    onProgress: () => {},
  });
}

/** @returns milliseconds until the last frame that came of the key */
async function press(key: string): Promise<number> {
  const pressedAt = performance.now();
  frameAt = pressedAt;
  keyboard.type(key);
  await idle();
  return frameAt - pressedAt;
}

/** What a key leaves for later is done in the next turns. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await setImmediate();
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}
