import { describe, expect, it } from 'vitest';
import { parseDestination } from '../../src/build/destination.ts';

describe('a destination', () => {
  it.each([
    ['out', { kind: 'oci', path: 'out', tag: 'latest' }],
    ['oci:out', { kind: 'oci', path: 'out', tag: 'latest' }],
    ['oci:/a/b:1.2', { kind: 'oci', path: '/a/b', tag: '1.2' }],
    ['oci-archive:a.tar:v1', { kind: 'oci-archive', path: 'a.tar', tag: 'v1' }],
    ['docker-archive:a.tar', { kind: 'docker-archive', path: 'a.tar', name: null }],
    ['docker-archive:a.tar:app', { kind: 'docker-archive', path: 'a.tar', name: 'app:latest' }],
    ['docker-archive:a.tar:host:5000/team/app:1', { kind: 'docker-archive', path: 'a.tar', name: 'host:5000/team/app:1' }],
    ['docker:app:1', { kind: 'docker', name: 'app:1' }],
    ['registry:host/app', { kind: 'registry', name: 'host/app' }],
    ['docker://host/app', { kind: 'registry', name: 'host/app' }],
  ])('%s', (text, destination) => {
    expect(parseDestination(text)).toEqual(destination);
  });

  it.each(['', 'oci:', 'docker-archive:a.tar:App', 'docker-archive:a.tar:', 'oci:a:b c'])('%j is refused', (text) => {
    expect(() => parseDestination(text)).toThrowError(expect.objectContaining({ code: 'usage' }));
  });
});
