import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import { parseFilter } from '../../../src/tui/filter/parse-filter.ts';

function failure(text: string): string {
  try {
    return `none: ${JSON.stringify(parseFilter(text))}`;
  } catch (error) {
    if (error instanceof InspectError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe('parseFilter', () => {
  it('reads each kind of term', () => {
    expect(parseFilter('size>10MB type:elf type:dir !layer:3 owner:root mode:setuid mode:0755 change:added Foo')).toEqual([
      { test: { kind: 'size', comparison: '>', bytes: 10_000_000 }, isNegated: false },
      { test: { kind: 'file-kind', fileKind: 'elf' }, isNegated: false },
      { test: { kind: 'entry-kind', kinds: ['directory'] }, isNegated: false },
      { test: { kind: 'layer', comparison: '=', layer: 3 }, isNegated: true },
      { test: { kind: 'owner', name: 'root' }, isNegated: false },
      { test: { kind: 'mode', mask: 0o4000, bits: 0o4000 }, isNegated: false },
      { test: { kind: 'mode', mask: 0o7777, bits: 0o755 }, isNegated: false },
      { test: { kind: 'change', change: 'added' }, isNegated: false },
      { test: { kind: 'text', text: 'foo' }, isNegated: false },
    ]);
  });

  it('takes globs of names and of paths', () => {
    const [name, path] = parseFilter('name:*.so path:/usr/**').map(({ test }) => test);
    expect(name?.kind === 'name' && [name.matches('a.so'), name.matches('a.so.1')]).toEqual([true, false]);
    expect(path?.kind === 'path' && [path.matches('/usr/lib/a'), path.matches('/lib/usr')]).toEqual([true, false]);
  });

  it('lets everything through where nothing is typed', () => {
    expect([parseFilter(''), parseFilter('  ! ')]).toEqual([[], []]);
  });

  it('takes a word that is no term for text, also one with a colon', () => {
    expect(parseFilter('c:\\x http://a').map(({ test }) => test)).toEqual([
      { kind: 'text', text: 'c:\\x' },
      { kind: 'text', text: 'http://a' },
    ]);
  });

  it.each([
    ['size>', 'usage: size: expected a size like 10MB or 64MiB, got ""'],
    ['layer:x', 'usage: layer: expected the number of a layer, got "x"'],
    ['type:el', 'usage: type: expected elf, got "el"'],
    ['mode:999', 'usage: mode: expected setuid, setgid, sticky, exec, world-writable, got "999"'],
    ['name:', 'usage: name: expected a glob, got nothing'],
    [Array(33).fill('a').join(' '), 'usage: expected at most 32 terms, got 33'],
  ])('says what is wrong with %s', (text, expected) => {
    expect(failure(text)).toBe(expected);
  });

  it('parses or refuses anything', () => {
    fc.assert(fc.property(fc.string(), (text) => failure(text) !== ''));
  });
});
