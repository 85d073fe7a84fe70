import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openTerminal } from '../e2e/support/tmux.ts';
import { renderSvg } from './render-svg.ts';

/** `make.js [IMAGE [DIRECTORY]]`: a picture of each screen, by the real command in a real terminal. */
const [image = 'sample-images/wasteful-app.tar', directory = 'docs/screenshots'] = process.argv.slice(2);
/** The built command: this file is compiled to `dist/test/screenshots`. */
const main = fileURLToPath(new URL('../../main.js', import.meta.url));
const size = { columns: 120, rows: 34 };

/** What is pressed, what is then on the screen, and what its picture is called. */
const shots: readonly (readonly [keys: readonly string[], text: string, name: string])[] = [
  [[], 'Contents of layer', 'layers'],
  [['Up', 'Tab', 'Space', 's'], 'by size', 'tree'],
  [['/', 'l', 'i', 'b'], 'Find a path', 'search'],
  [['Escape', '2'], 'What to change', 'waste'],
  [['3'], 'Evidence and remedy', 'findings'],
  [['4'], 'Package', 'packages'],
  [['5'], 'before', 'plan'],
  [['p'], 'FROM ', 'preview'],
  [['Escape', '1', '?'], 'In the tree', 'help'],
];

mkdirSync(directory, { recursive: true });
const cwd = mkdtempSync(join(tmpdir(), 'flense-screenshots-'));
// So that a picture shows a name and not where this was made.
symlinkSync(resolve(image), join(cwd, basename(image)));
symlinkSync(process.execPath, join(cwd, 'node'));
symlinkSync(main, join(cwd, 'flense'));
const terminal = await openTerminal({ ...size, cwd, env: { XDG_CACHE_HOME: join(cwd, 'cache'), COLORTERM: 'truecolor' } });
try {
  await terminal.type(`./node ./flense '${basename(image)}'`);
  await terminal.press('Enter');
  for (const [keys, text, name] of shots) {
    for (const key of keys) {
      await terminal.press(key);
      await delay(300);
    }
    await terminal.waitFor(text);
    await delay(500);
    writeFileSync(join(directory, `${name}.svg`), renderSvg(await terminal.screen(true), size.columns, `flense: ${name}`));
  }
  await terminal.press('q');
} finally {
  await terminal.close();
  rmSync(cwd, { recursive: true, force: true });
}
