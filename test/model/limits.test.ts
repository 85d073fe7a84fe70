import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits, limitExceeded, parseLimit } from '../../src/model/limits.ts';

describe('parseLimit', () => {
  it.each<[text: string, expected: object]>([
    ['layerBytes=500e9', { layerBytes: 500e9 }],
    ['layers=2048', { layers: 2_048 }],
    ['pathDepth=1', { pathDepth: 1 }],
  ])('%s', (text, expected) => {
    expect(parseLimit(text)).toEqual(expected);
  });

  it.each([
    '',
    'layers',
    'layers=',
    'layers=x',
    'layers=-1',
    'layers=0',
    'layers=NaN',
    'layers=Infinity',
    'layers=1e999',
    'nothing=5',
    'layers=5=6',
    '=5',
    '__proto__=5',
    'toString=5',
  ])('refuses %j', (text) => {
    expect(() => parseLimit(text)).toThrow(InspectError);
    expect(() => parseLimit(text)).toThrow(/^--limit: expected NAME=NUMBER with a name of layerEntries, .*; got "/);
  });

  it('knows every limit by its name', () => {
    const names = Object.keys(defaultLimits);
    expect(names.map((name) => parseLimit(`${name}=7`))).toEqual(names.map((name) => ({ [name]: 7 })));
  });
});

describe('limitExceeded', () => {
  it('says which limit, and how to raise it', () => {
    const error = limitExceeded(defaultLimits, 'layerEntries', 'layer 2');
    expect([error.code, error.message]).toEqual([
      'limit',
      'layer 2: more than 5000000 (limit layerEntries; raise it with --limit layerEntries=NUMBER)',
    ]);
  });
});
