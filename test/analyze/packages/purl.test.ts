import { describe, expect, it } from 'vitest';
import { formatPurl } from '../../../src/analyze/packages/purl.ts';

describe('formatPurl', () => {
  it.each([
    [{ type: 'npm', name: 'foobar', version: '12.3.1' }, 'pkg:npm/foobar@12.3.1'],
    [{ type: 'npm', namespace: ['@angular'], name: 'animation', version: '12.3.1' }, 'pkg:npm/%40angular/animation@12.3.1'],
    [{ type: 'golang', namespace: ['google.golang.org'], name: 'genproto', version: '' }, 'pkg:golang/google.golang.org/genproto'],
    [
      { type: 'deb', namespace: ['debian'], name: 'curl', version: '7.50.3-1', qualifiers: { distro: 'jessie', arch: 'i386' } },
      'pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie',
    ],
    [{ type: 'deb', namespace: ['debian'], name: 'libstdc++6', version: '1:2+b1~x' }, 'pkg:deb/debian/libstdc%2B%2B6@1:2%2Bb1~x'],
    [{ type: 'deb', namespace: [''], name: 'a', version: '1', qualifiers: { arch: '' } }, 'pkg:deb/a@1'],
    [{ type: 'npm', name: 'a/b?c#d @e', version: '%' }, 'pkg:npm/a%2Fb%3Fc%23d%20%40e@%25'],
    [{ type: 'npm', name: 'caf\u00e9', version: '1' }, 'pkg:npm/caf%C3%A9@1'],
  ])('writes what the specification asks for: %j', (parts, purl) => {
    expect(formatPurl(parts)).toBe(purl);
  });

  it('survives half a surrogate pair', () => {
    expect(formatPurl({ type: 'npm', name: '\ud800', version: '1' })).toBe('pkg:npm/%EF%BF%BD@1');
  });
});
