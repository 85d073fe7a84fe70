import { describe, expect, it } from 'vitest';
import { scanImports } from '../../../../src/advise/languages/python/scan-imports.ts';

function imported(source: string): readonly string[] {
  return scanImports(source).imports.map(
    ({ module, names, level }) => `${'.'.repeat(level)}${module}${names.length === 0 ? '' : `: ${names.join(' ')}`}`,
  );
}

describe('imports of Python source', () => {
  it.each([
    ['import a', ['a']],
    ['import a.b as c, d', ['a.b', 'd']],
    ['from a.b import c, d as e', ['a.b: c d']],
    ['from a import (\n  b,  # why\n  c as d,\n)\n', ['a: b c']],
    ['from a import *', ['a: *']],
    ['from . import x', ['.: x']],
    ['from ..p.q import x', ['..p.q: x']],
    ['from ... import x', ['...: x']],
    ['import a; import b', ['a', 'b']],
    ['if x: import a\nelse: import b', ['a', 'b']],
    ['def f():\n    import a\n', ['a']],
    ['try:\n  import a\nexcept ImportError: a = None', ['a']],
    ['from a \\\n  import b', ['a: b']],
    ['importlib.import_module("a.b")', ['a.b']],
    ["__import__('a')", ['a']],
    ["import_module('.x', __name__)", ['.x']],
  ])('are found in %j', (source, expected) => {
    expect(imported(source)).toEqual(expected);
  });

  it.each([
    '# import a',
    '"import a"',
    "'''\nimport a\n'''",
    'x = "\\"; import a"',
    'reimport = 1',
    'x.import_ = 1',
    'f"{x} import a"',
    'yield from a',
    'raise X from a',
  ])('are not seen in %j', (source) => {
    expect(imported(source)).toEqual([]);
  });

  it('that only running tells are told by their line', () => {
    const source =
      'import importlib\nimportlib.import_module(name)\n__import__(f"{a}.b")\n\ndef import_module(name):\n    pass\nimportlib.import_module("a" + b)\n';
    expect(scanImports(source).computedLines).toEqual([2, 3, 7]);
  });

  it('know whether they stand in a function, a branch or a try', () => {
    expect(scanImports('import a\nif x:\n  import b\nif y: import c').imports.map(({ module, isOuter }) => [module, isOuter])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });

  it('come from a long line in the time of its length', () => {
    const source = `x = ${'('.repeat(200_000)}\n${'"'.repeat(200_001)}\nimport a`;
    expect(scanImports(source).computedLines).toEqual([]);
  });
});
