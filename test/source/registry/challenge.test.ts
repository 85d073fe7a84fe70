import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../src/source/registry/challenge.ts';

describe('a challenge', () => {
  it.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull,push"',
      [
        {
          scheme: 'bearer',
          parameters: { realm: 'https://auth.docker.io/token', service: 'registry.docker.io', scope: 'repository:library/nginx:pull,push' },
        },
      ],
    ],
    ['Basic realm="Registry Realm"', [{ scheme: 'basic', parameters: { realm: 'Registry Realm' } }]],
    ['basic REALM=plain', [{ scheme: 'basic', parameters: { realm: 'plain' } }]],
    ['Negotiate', [{ scheme: 'negotiate', parameters: {} }]],
    [
      'Negotiate, Basic realm="a, b=\\"c\\"", Bearer realm = "d"',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'a, b="c"' } },
        { scheme: 'bearer', parameters: { realm: 'd' } },
      ],
    ],
    ['Bearer realm="first",realm="second"', [{ scheme: 'bearer', parameters: { realm: 'first' } }]],
    ['Bearer realm="never closed', [{ scheme: 'bearer', parameters: { realm: 'never closed' } }]],
    ['', []],
    ['="x"', []],
    ['realm="x"', []],
  ])('%s', (header, challenges) => {
    expect(parseChallenges(header)).toEqual(challenges);
  });

  it('is read as far as one may reasonably be long', () => {
    const [challenge, ...rest] = parseChallenges(`Bearer ${'a=b, '.repeat(100_000)}`);
    expect([challenge, rest]).toEqual([{ scheme: 'bearer', parameters: { a: 'b' } }, []]);
  });
});
