import { describe, expect, it } from 'vitest';
import { openTui, type Tui, tuiImage } from '../open-tui.ts';

const input = tuiImage({
  layers: [
    {
      '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\napp:x:999:999::/:/bin/sh\n',
      '/etc/group': 'root:x:0:\napp:x:999:\n',
      '/bin/su': { content: 3_000, mode: 0o4755 },
      '/bin/sh': { linkTarget: 'su' },
      '/var/cache/big': 90_000,
    },
    { '/app/main.js': { content: 'console.log(1)\n', uid: 999, gid: 999 }, '/app/lib/a.js': 500, '/app/lib/b.js': 40 },
    { '/app/main.js': { content: 'console.log(2)\n', uid: 999, gid: 999 }, '/var/.wh.cache': 0 },
  ],
  history: ['ADD rootfs.tar /', 'COPY app /app', 'RUN sed -i s/1/2/ /app/main.js && rm -rf /var/cache'],
});

const gone = tuiImage({
  layers: [{ '/bin/su': 3_000 }, { '/root/secret': 40 }, { '/root/.wh.secret': 0 }, { '/app': 3 }],
});

/** Rows of the tree pane without its borders, columns cut off: signs, and names with what leads to them. */
function tree(tui: Tui): readonly string[] {
  const rows = tui.rows().map((row) => row.slice(46));
  const end = rows.findIndex((row, i) => i > 1 && row.startsWith('╰'));
  return rows
    .slice(3, end)
    .map((row) => `${row.slice(2, 3)} ${/[├└│].*?(?=\s+[│┃]$)/.exec(row.slice(3))?.[0] ?? ''}`.trim())
    .filter((row) => row !== '');
}

describe('the first screen', () => {
  it('shows the layers, and the tree of the last of them', async () => {
    const tui = await openTui(input);
    expect(tui.row('COPY app').slice(1, 30)).toBe('    1     555 B ▏          15');
    expect(tree(tui)).toEqual(['· ├ ▸ app/', '├ ▸ bin/', '├ ▸ etc/', '· └ ▸ var/']);
    expect(tui.row('made by')).toContain('RUN sed -i');
  });

  it('moves through the layers, and shows what each has', async () => {
    const tui = await openTui(input);
    await tui.press('up');
    expect(tui.text()).toContain('Contents of layer 1');
    expect(tree(tui)).toEqual(['+ ├ ▸ app/', '├ ▸ bin/', '├ ▸ etc/', '└ ▸ var/']);
    await tui.press('g');
    expect(tree(tui)).toEqual(['├ ▸ bin/', '├ ▸ etc/', '└ ▸ var/']);
    await tui.press('G', 'ctrl+a');
    expect(tui.text()).toContain('Contents up to layer 2, since the base');
    expect(tree(tui)).toEqual(['+ ├ ▸ app/', '├ ▸ bin/', '├ ▸ etc/', '· └ ▸ var/']);
    await tui.press('ctrl+l');
    expect(tree(tui)[0]).toBe('· ├ ▸ app/');
  });

  it('opens and closes directories', async () => {
    const tui = await openTui(input);
    await tui.press('tab', 'space');
    expect(tree(tui).slice(0, 4)).toEqual(['· ├ ▾ app/', '│ ├ ▸ lib/', '~ │ └ main.js', '├ ▸ bin/']);
    await tui.press('space', 'right', 'right', 'l');
    expect(tree(tui).slice(0, 5)).toEqual(['· ├ ▾ app/', '│ ├ ▾ lib/', '│ │ ├ a.js', '│ │ └ b.js', '~ │ └ main.js']);
    await tui.press('down', 'h', 'h', 'h');
    expect(tree(tui).slice(0, 2)).toEqual(['· ├ ▾ app/', '│ ├ ▸ lib/']);
    await tui.press('*');
    expect(tree(tui).length).toBe(14);
    await tui.press('ctrl+space');
    expect(tree(tui).length).toBe(4);
  });

  it('marks what was removed, setuid and links', async () => {
    const tui = await openTui(input, { columns: 140 });
    await tui.press('tab', '*');
    expect(tui.row('cache/')).toMatch(/- d.*cache\//);
    expect(tui.row('su [setuid]')).toContain('-rwsr-xr-x root:root');
    expect(tui.row('sh → su')).toContain('lrwxrwxrwx');
    expect(tui.row('~')).toContain('app:app');
  });

  it('hides what is added, removed, modified or unchanged', async () => {
    const tui = await openTui(input);
    await tui.press('tab', '*', 'ctrl+u');
    expect(tree(tui)).toEqual(['· ├ ▾ app/', '~ │ └ main.js', '· └ ▾ var/', '- └ ▾ cache/', '- └ big']);
    await tui.press('ctrl+r');
    expect(tree(tui)).toEqual(['· └ ▾ app/', '~ └ main.js']);
    expect(tui.text()).toContain('no removed, unmodified');
    await tui.press('M');
    expect(tui.text()).toContain('nothing is there');
    await tui.press('M', 'ctrl+r', 'ctrl+u', 'ctrl+a');
    expect(tui.text()).toContain('no added');
  });

  it('sorts by size and by change, and keeps the cursor where it is', async () => {
    const tui = await openTui(input);
    await tui.press('tab', 'down', 's');
    expect(tree(tui)).toEqual(['├ ▸ bin/', '· ├ ▸ app/', '├ ▸ etc/', '· └ ▸ var/']);
    expect(tui.row('path       /bin')).toBeTruthy();
    await tui.press('S');
    expect(tree(tui)[0]).toBe('· ├ ▸ app/');
  });

  it('follows links, jumps between layers and tells the history of a path', async () => {
    const tui = await openTui(input);
    await tui.press('tab', 'down', 'space', 'down');
    expect(tui.row('path  ')).toContain('/bin/sh');
    await tui.press('o');
    expect(tui.row('path  ')).toContain('/bin/su');
    await tui.press('g', 'space', 'down', 'down', '[');
    expect(tui.text()).toContain('Contents of layer 1');
    expect(tui.row('path  ')).toContain('/app/main.js');
    await tui.press(']');
    expect(tui.text()).toContain('Contents of layer 2');
    await tui.press('H');
    expect(tui.row('History of')).toContain('/app/main.js');
    expect(tui.row('COPY app').slice(0, 40)).toBeTruthy();
    await tui.press('enter');
    expect(tui.text()).toContain('Contents of layer 1');
  });

  it('filters while it is typed, and says what is wrong', async () => {
    const tui = await openTui(input);
    await tui.press('tab', 'f', 'name:*.js');
    expect(tree(tui)).toEqual(['· └ ▾ app/', '├ ▾ lib/', '│ ├ a.js', '│ └ b.js', '~ └ main.js']);
    await tui.press('enter', 'f', ' size>x');
    expect(tui.rows().at(-1)).toContain('size: expected a size like 10MB');
    await tui.press('esc');
    expect(tree(tui).length).toBe(5);
    await tui.press('esc');
    expect(tree(tui).length).toBeGreaterThan(5);
  });

  it('finds a path by some of its letters', async () => {
    const tui = await openTui(input);
    await tui.press('/', 'mjs');
    expect(tui.row('main.js')).toContain('/app/main.js');
    await tui.press('enter');
    expect(tui.row('path  ')).toContain('/app/main.js');
  });

  it('finds paths of all layers, and shows each where it is', async () => {
    const tui = await openTui(input);
    await tui.press('/', 'cachebig');
    expect(tui.row('/var/cache/big')).toContain('gone after layer 1');
    await tui.press('enter');
    expect(tui.text()).toContain('Contents of layer 2');
    expect(tui.row('path  ')).toContain('/var/cache/big');
    // Of a layer that has less, to one that has it; what is there is shown there.
    await tui.press('tab', 'g', '/', 'libajs', 'enter');
    expect(tui.text()).toContain('Contents of layer 2');
    expect(tui.row('path  ')).toContain('/app/lib/a.js');
    await tui.press('tab', 'g', '/', 'binsu', 'enter');
    expect(tui.text()).toContain('Contents of layer 0');
    expect(tui.row('path  ')).toContain('/bin/su');
  });

  it('goes to what was typed last, though Enter comes before it is found', async () => {
    const tui = await openTui(input);
    await tui.press('/');
    for (const key of [...'mainjs', 'enter']) tui.store.dispatch({ kind: 'key', key });
    await tui.press();
    expect(tui.row('path  ')).toContain('/app/main.js');
  });

  it('goes to the last layer that had a path', async () => {
    const tui = await openTui(gone);
    await tui.press('/', 'secret');
    expect(tui.row('/root/secret')).toContain('gone after layer 1');
    await tui.press('enter');
    expect(tui.text()).toContain('Contents of layer 1');
    expect(tui.row('path  ')).toContain('/root/secret');
  });

  it.each([
    ['changes', ['tab', '*'], 1],
    ['aggregate', ['ctrl+a', 'tab', '*'], 0],
  ])('extracts what was removed as it was before, with %s', async (_, keys, layer) => {
    const asked: unknown[] = [];
    const extract = async (path: string, after: number) => {
      asked.push([path, after]);
      return 'done';
    };
    const tui = await openTui(input, { session: { extract } });
    await tui.press(...keys, 'G', 'x');
    expect(tui.rows().at(-1)).toContain('done');
    await tui.press('enter', 'e');
    expect(asked).toEqual([
      ['/var/cache/big', layer],
      ['/var/cache/big', 0],
    ]);
  });

  it('follows a new size at once, and stacks its panes where it is narrow', async () => {
    const tui = await openTui(input);
    await tui.resize({ columns: 60, rows: 16 });
    expect(tui.rows().map((row) => row.length)).toSatisfy((widths: number[]) => widths.every((width) => width <= 60));
    expect(tui.rows()[6]).toMatch(/^╭─ Contents of layer 2/);
    expect(tui.badRows()).toEqual([]);
    await tui.resize({ columns: 300, rows: 100 });
    expect(tui.rows()[1]).toMatch(/^╭─ Layers .*╮╭─ Contents of layer 2 .*╮$/);
    expect(tui.badRows()).toEqual([]);
  });

  it('has ASCII borders where there is nothing else', async () => {
    const tui = await openTui(input, { isUnicode: false });
    await tui.press('tab', '*');
    expect(tui.text()).toMatch(/^[ -~\n]*$/);
  });

  it('quits, suspends and is drawn anew', async () => {
    const tui = await openTui(input);
    await tui.press('ctrl+z', 'ctrl+g', 'ctrl+c', 'q');
    expect(tui.calls).toEqual(['suspend', 'redraw', 'quit', 'quit']);
  });

  it('takes the keys of a configuration', async () => {
    const tui = await openTui(input, { keys: { quit: ['ctrl+q'], nonsense: ['x'] } });
    expect(tui.rows().at(-1)).toContain('keys: expected the name of a command, got nonsense');
    await tui.press('q', 'ctrl+q');
    expect(tui.calls).toEqual(['quit']);
    expect(tui.rows().at(-1)).toContain('^Q quit');
  });
});

describe('names that would break a screen', () => {
  const names = {
    '/\u001b[31mred\u001b[2J': 1,
    '/new\nline\ttab': 1,
    '/\u202egnp.exe': 1,
    '/宽字符文件名字很长很长很长很长很长很长很长很长很长很长': 1,
    '/👩‍👩‍👧‍👦family': 1,
    '/e\u0301\u0301\u0301\u0301': 1,
    '/שלום': 1,
    [`/${'x'.repeat(250)}`]: 1,
    '/link': { linkTarget: '\u001b]0;title\u0007' },
  };
  const hostile = tuiImage({ layers: [names], history: ['RUN \u001b[2J\u202eevil \u0007'] });

  it.each([
    [60, 16],
    [100, 30],
    [300, 100],
  ])('change nothing at %d×%d', async (columns, rows) => {
    const tui = await openTui(hostile, { columns, rows });
    await tui.press('tab', 'G', 'g');
    expect(tui.badRows()).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
    expect(tui.text().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(tui.text()).toContain('\\x1b[31mred');
  });

  it('are the same in the other panes', async () => {
    const tui = await openTui(hostile, { columns: 120, rows: 40 });
    await tui.press('tab');
    for (const keys of [['H'], ['esc', '/', 'red'], ['esc', 'G', 'enter'], ['esc', '2'], ['3'], ['4'], ['?']]) {
      await tui.press(...keys);
      expect(tui.badRows()).toEqual([]);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is what is tested
      expect(tui.text().replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }
  });
});
