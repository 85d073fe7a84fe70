import { describe, expect, it } from 'vitest';
import { digestAlgorithm, digestHex, isDigest, parseDiffId, parseDigest } from '../../src/model/digest.ts';
import { InspectError } from '../../src/model/errors.ts';

const sha256 = `sha256:${'0123456789abcdef'.repeat(4)}`;
const sha512 = `sha512:${'0123456789abcdef'.repeat(8)}`;

describe('a digest', () => {
  it.each([sha256, sha512])('is %s', (text) => {
    expect(isDigest(text)).toBe(true);
    expect([parseDigest(text, 'x'), parseDiffId(text, 'x')]).toEqual([text, text]);
  });

  it('has an algorithm and hex', () => {
    expect([digestAlgorithm(parseDigest(sha256, '')), digestHex(parseDigest(sha256, ''))]).toEqual(['sha256', sha256.slice(7)]);
    expect([digestAlgorithm(parseDigest(sha512, '')), digestHex(parseDigest(sha512, ''))]).toEqual(['sha512', sha512.slice(7)]);
  });

  // A digest becomes a file name.
  it.each([
    '',
    'sha256:',
    sha256.slice(7),
    sha256.slice(0, -1),
    `${sha256}0`,
    sha256.toUpperCase(),
    sha256.replace('0', 'G'),
    sha256.replace('sha256', 'sha1'),
    sha256.replace('sha256', 'md5'),
    sha256.replace('sha256', 'sha512'),
    sha512.replace('sha512', 'sha256'),
    `sha256:../../../${'0'.repeat(55)}`,
    `sha256:${'0'.repeat(63)}/`,
    `sha256:${'0'.repeat(63)}\n`,
    `${sha256}\n`,
    ` ${sha256}`,
    `sha256:sha256:${'0'.repeat(57)}`,
    '__proto__:',
    'constructor:x',
    null,
    undefined,
    42,
    {},
    [sha256],
  ])('is not %j', (text) => {
    expect(isDigest(text)).toBe(false);
    expect(() => parseDigest(text, 'layer 3')).toThrow(InspectError);
    expect(() => parseDigest(text, 'layer 3')).toThrow(/^layer 3: expected a digest like sha256:<64 hex digits>, got /);
  });

  it('that is none is told in part', () => {
    expect(() => parseDigest('x'.repeat(5_000), 'a')).toThrow(/^a: expected a digest like sha256:<64 hex digits>, got "x{76}\.\.\.$/);
  });
});
