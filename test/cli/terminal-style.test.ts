import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/cli/host.ts';
import { styleFor } from '../../src/cli/terminal-style.ts';

type Environment = Host['environment'];

const terminal = { isTTY: true, columns: 120 };

function isColoured(stream: { readonly isTTY?: boolean }, color: boolean | undefined, environment: Environment): boolean {
  return styleFor(stream, color, { environment }).paint('heading', 'x') !== 'x';
}

describe('styleFor', () => {
  it.each<[string, { readonly isTTY?: boolean }, boolean | undefined, Environment, boolean]>([
    ['a terminal', terminal, undefined, {}, true],
    ['a pipe', {}, undefined, {}, false],
    ['a dumb terminal', terminal, undefined, { TERM: 'dumb' }, false],
    ['NO_COLOR', terminal, undefined, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR, which says nothing', terminal, undefined, { NO_COLOR: '' }, true],
    ['FORCE_COLOR', {}, undefined, { FORCE_COLOR: '1' }, true],
    ['FORCE_COLOR=0', terminal, undefined, { FORCE_COLOR: '0' }, false],
    ['both', {}, undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['--color', {}, true, { NO_COLOR: '1' }, true],
    ['--no-color', terminal, false, { FORCE_COLOR: '1' }, false],
  ])('paints by what is asked for: %s', (_, stream, color, environment, expected) => {
    expect(isColoured(stream, color, environment)).toBe(expected);
  });

  it.each<[number | undefined, Environment, number]>([
    [120, {}, 120],
    // As in `script` and in `docker run -t` without a size.
    [0, {}, 100],
    [0, { COLUMNS: '90' }, 90],
    [0, { COLUMNS: '0' }, 100],
    [undefined, { COLUMNS: 'x' }, 100],
  ])('is as wide as a terminal of %s columns, where %j', (columns, environment, width) => {
    expect(styleFor({ isTTY: true, ...(columns === undefined ? {} : { columns }) }, undefined, { environment }).width).toBe(width);
  });

  it.each<[Environment, string]>([
    [{ LANG: 'C.UTF-8' }, '…'],
    [{ LANG: 'en_US.utf8' }, '…'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, '...'],
    [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, '…'],
    [{ LANG: 'C.UTF-8', TERM: 'linux' }, '...'],
    [{}, '...'],
    [{ WT_SESSION: '1' }, '…'],
  ])('draws with what %j can show', (environment, ellipsis) => {
    expect(styleFor(terminal, undefined, { environment }).signs.ellipsis).toBe(ellipsis);
  });

  it.each<[{ readonly columns?: number }, Environment, number]>([
    [{ columns: 120 }, { COLUMNS: '90' }, 120],
    [{}, { COLUMNS: '90' }, 90],
    [{}, { COLUMNS: 'wide' }, 100],
    [{}, {}, 100],
    [{ columns: 20 }, {}, 60],
    [{ columns: 500 }, {}, 200],
  ])('is as wide as %j with %j', (stream, environment, width) => {
    expect(styleFor(stream, undefined, { environment }).width).toBe(width);
  });
});
