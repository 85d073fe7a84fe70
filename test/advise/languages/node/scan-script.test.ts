import { describe, expect, it } from 'vitest';
import { scanScript } from '../../../../src/advise/languages/node/scan-script.ts';

describe('what a script loads', () => {
  it.each([
    ["require('a')", ['a']],
    ["import a from 'a'", ['a']],
    ["export * from './a.js'", ['./a.js']],
    ["await import('a')", ['a']],
    ["import('a').then(f)", ['a']],
    ["require(x ? 'a' : 'b')", ['a', 'b']],
    ["require.resolve('a')", ['a']],
    ["module.require('a')", ['a']],
    ["const nodeRequire = createRequire(import.meta.url); nodeRequire('a')", ['a']],
    ["import.meta.resolve('a')", ['a']],
    ['#!/usr/bin/env node\nrequire(`a`)', ['a']],
  ])('is found in %j', (source, expected) => {
    expect([...(scanScript(source)?.specifiers ?? [])].sort()).toEqual(expected);
  });

  it.each(["// require('a')", 'const s = "require(\'a\')"', "/require('a')/.test(x)", "x.required('a')"])('is not seen in %j', (source) => {
    expect([...(scanScript(source)?.specifiers ?? ['unparsed'])]).toEqual([]);
  });

  it('is told by its line where only running tells, and whether it lies beside', () => {
    const source =
      "require(name);\nrequire('./locale/' + name);\nrequire(path.join(__dirname, name));\nimport(`$" + '{x}/y`);\nrequire(`./$' + '{x}`);';
    expect(scanScript(source)?.computed.toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 1, reach: 'any' },
      { line: 2, reach: 'own' },
      { line: 3, reach: 'own' },
      { line: 4, reach: 'any' },
      { line: 5, reach: 'own' },
    ]);
  });

  it('lies beside it where it asks for its place', () => {
    expect(['__dirname', 'import.meta.url', '"__dirname"', 'a.b'].map((source) => scanScript(source)?.readsBeside)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is not known of what is no JavaScript, or nested too deeply', () => {
    expect([scanScript('const a: number = 1;'), scanScript(`x = ${'['.repeat(100_000)}`)]).toEqual([null, null]);
  });
});
