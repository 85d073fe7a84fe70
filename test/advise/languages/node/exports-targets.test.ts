import { describe, expect, it } from 'vitest';
import { exportsTargets } from '../../../../src/advise/languages/node/exports-targets.ts';

const none: ReadonlySet<string> = new Set();

describe('exports of a package', () => {
  it.each([
    ['./a.js', '.', ['./a.js']],
    ['./a.js', './b', null],
    [{ '.': './a.js', './b': './b.js' }, './b', ['./b.js']],
    [{ import: './a.mjs', require: './a.cjs' }, '.', ['./a.cjs', './a.mjs']],
    [{ node: './n.js', default: './browser.js' }, '.', ['./n.js']],
    [{ browser: './b.js', default: './d.js' }, '.', ['./d.js']],
    [{ './*': './lib/*.js' }, './x/y', ['./lib/x/y.js']],
    [{ './*': './lib/*.js', './x/*': './x/*.js' }, './x/y', ['./x/y.js']],
    [{ './lib/': './src/' }, './lib/a.js', ['./src/a.js']],
    [{ './a': null }, './a', []],
    [{ '.': ['./a.js', './b.js'] }, '.', ['./a.js', './b.js']],
    [null, '.', []],
    [17, '.', []],
  ])('%j lead for %j to %j', (map, subpath, expected) => {
    expect(exportsTargets(map, subpath, none)).toEqual(expected);
  });

  it('hold for conditions that an option names', () => {
    expect(exportsTargets({ own: './own.js', default: './a.js' }, '.', new Set(['own']))).toEqual(['./own.js']);
  });

  it('end where conditions are nested without end', () => {
    let map: unknown = './a.js';
    for (let i = 0; i < 100; i++) map = { default: map };
    expect(exportsTargets(map, '.', none)).toEqual([]);
  });
});
