import { createCipheriv } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openTerminal, type Terminal } from '../e2e/support/tmux.ts';
import { renderSvg } from './render-svg.ts';
import { type Shot, shots } from './shots.ts';
import { slowRegistry } from './slow-registry.ts';

/** `make.js [IMAGE [DIRECTORY]]`: a picture of each screen, by the real command in a real terminal. */
const [image = 'sample-images/wasteful-app.tar', directory = 'docs/screenshots'] = process.argv.slice(2);
/** The built command: this file is compiled to `dist/test/screenshots`. */
const main = fileURLToPath(new URL('../../main.js', import.meta.url));
const size = { columns: 120, rows: 34 };

mkdirSync(directory, { recursive: true });
const cwd = mkdtempSync(join(tmpdir(), 'flense-screenshots-'));
// So that a picture shows a name and not where this was made.
symlinkSync(resolve(image), join(cwd, basename(image)));
symlinkSync(process.execPath, join(cwd, 'node'));
symlinkSync(main, join(cwd, 'flense'));
try {
  await inTerminal(`'${basename(image)}'`, async (terminal) => {
    for (const shot of shots) await take(terminal, shot);
  });
  await whileLoading();
} finally {
  rmSync(cwd, { recursive: true, force: true });
}

async function inTerminal(args: string, use: (terminal: Terminal) => Promise<void>): Promise<void> {
  const terminal = await openTerminal({ ...size, cwd, env: { XDG_CACHE_HOME: join(cwd, 'cache'), COLORTERM: 'truecolor' } });
  try {
    await terminal.type(`./node ./flense ${args}`);
    await terminal.press('Enter');
    await use(terminal);
    await terminal.press('C-c');
  } finally {
    await terminal.close();
  }
}

async function take(terminal: Terminal, { keys, text, name }: Shot): Promise<void> {
  for (const key of keys) {
    await terminal.press(key);
    await delay(300);
  }
  await terminal.waitFor(text);
  await delay(500);
  writeFileSync(join(directory, `${name}.svg`), renderSvg(await terminal.screen(true), size.columns, `flense: ${name}`));
}

/** An image that comes from a registry, some of its layers slower than others. */
async function whileLoading(): Promise<void> {
  const layers = [30, 11, 1, 6].map((megabytes, layer) => ({ [`/data/${layer}`]: noise(megabytes * 1_000_000, layer) }));
  const history = ['ADD rootfs.tar.xz /', 'RUN apt-get update && apt-get install -y nodejs', 'COPY package.json .', 'RUN npm ci'];
  const registry = await slowRegistry({ layers, history }, [6_000_000, 2_000_000, 4_000_000, 500_000]);
  try {
    await inTerminal(`--insecure registry:${registry.host}/shop/web:2`, async (terminal) => {
      await terminal.waitFor('reading');
      await delay(2_500);
      await take(terminal, { keys: [], text: 's left', name: 'loading' });
    });
  } finally {
    registry.stop();
  }
}

/** Bytes that no compression makes less, the same each time. */
function noise(lengthBytes: number, seed: number): Uint8Array {
  return createCipheriv('aes-128-ctr', Buffer.alloc(16, seed), Buffer.alloc(16)).update(Buffer.alloc(lengthBytes));
}
