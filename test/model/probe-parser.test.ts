import { describe, expect, it } from 'vitest';
import { parseProbe } from '../../src/model/probe-parser.ts';

describe('a probe', () => {
  it.each([
    ['/health', { method: 'GET', port: null, path: '/health' }],
    ['GET /', { method: 'GET', port: null, path: '/' }],
    ['HEAD :8080/a?b=c', { method: 'HEAD', port: 8080, path: '/a?b=c' }],
  ])('%s', (text, probe) => {
    expect(parseProbe(text)).toEqual({ text, ...probe });
  });

  it.each(['', 'health', 'get /', 'GET http://host/', 'GET /a b', 'GET /\r\nHost: x'])('%j is refused', (text) => {
    expect(() => parseProbe(text)).toThrowError(expect.objectContaining({ code: 'usage' }));
  });
});
