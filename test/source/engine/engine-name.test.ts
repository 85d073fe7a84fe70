import { describe, expect, it } from 'vitest';
import { imagePath, isEngineName } from '../../../src/source/engine/engine-name.ts';

const hex = '22c2cbb1f52228d5f6e3ec640b9476062044e6bec699e31a00d1f2672d85b8f4';

describe('a name of an image', () => {
  it.each([
    'nginx',
    'nginx:1.27',
    'ghcr.io/a/b_c:v1',
    'localhost:5000/x',
    '[::1]:5000/x',
    `x@sha256:${hex}`,
    `sha256:${hex}`,
    '22c2cbb1f522',
  ])('%s may be one', (name) => {
    expect(isEngineName(name)).toBe(true);
  });

  it.each([
    '',
    'a b',
    'a?platform=x',
    'a#b',
    '../containers/json',
    'a/../b',
    'a//b',
    '/a',
    'a/',
    'a%2f..',
    'a\nb',
    '-x',
    'x'.repeat(5_000),
  ])('%j is none', (name) => {
    expect(isEngineName(name)).toBe(false);
    expect(() => imagePath(name)).toThrow('expected the name or id of an image, got ');
  });

  it('keeps its slashes, colons and at signs in a path', () => {
    expect(imagePath(`ghcr.io/a/b:1@sha256:${hex}`)).toBe(`/images/ghcr.io/a/b:1@sha256:${hex}`);
    expect(imagePath('[::1]:5000/x+y')).toBe('/images/%5B::1%5D:5000/x%2By');
  });
});
