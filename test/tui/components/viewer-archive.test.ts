import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { layer } from '../../support/layers.ts';
import { loadingTui, openTui, tuiImage } from '../open-tui.ts';

const archive = gzipSync(layer({ '/lib/': 0, '/lib/index.js': 1_200, '/lib/\u001b[31mred': 5, '/current': { linkTarget: 'lib' } }));
const image = tuiImage({ layers: [{ '/a.tgz': archive, '/b.tgz': gzipSync('no archive') }] });

describe('the viewer', () => {
  it('shows what an archive holds, and its bytes', async () => {
    const tui = await openTui(image);
    await tui.press('tab', 'enter');
    await expect.poll(tui.text).toContain('tar, gzip, 4 members');
    expect(tui.row('index.js')).toContain('1.20 kB  lib/index.js');
    expect(tui.row('current')).toContain('current → lib');
    expect(tui.text()).not.toContain('\u001b');
    await tui.press('x');
    expect(tui.row('00000000')).toContain('1f 8b');
    await tui.press('a');
    expect(tui.text()).toContain('lib/index.js');
    expect(tui.badRows()).toEqual([]);
  });

  it('shows the bytes of what is compressed and no archive', async () => {
    const tui = await openTui(image);
    await tui.press('tab', 'down', 'enter');
    await expect.poll(tui.text).toContain('00000000');
    await tui.press('a');
    expect(tui.row('00000000')).toContain('1f 8b');
  });
});

describe('keys that are pressed too early', () => {
  it('are for the screen that comes', async () => {
    const source = await openTui(image);
    const { session } = source.store.state().ready!;
    const tui = loadingTui({});
    await tui.press('2');
    expect(tui.store.state().ready).toBe(null);
    tui.store.dispatch({ kind: 'ready', session });
    expect(tui.store.state().ready?.screen).toBe('waste');
  });
});
