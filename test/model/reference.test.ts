import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { parseReference, type Reference } from '../../src/model/reference.ts';

describe('parseReference', () => {
  it.each<[text: string, expected: Reference]>([
    ['image.tar', { kind: 'path', path: 'image.tar' }],
    ['./oci', { kind: 'path', path: './oci' }],
    ['debian:12', { kind: 'path', path: 'debian:12' }],
    ['docker.io/library/debian:12', { kind: 'path', path: 'docker.io/library/debian:12' }],
    ['ocidir', { kind: 'path', path: 'ocidir' }],
    ['oci-archives/a.tar', { kind: 'path', path: 'oci-archives/a.tar' }],
    ['docker-archive:a.tar', { kind: 'docker-archive', path: 'a.tar' }],
    ['docker-archive:a:b.tar', { kind: 'docker-archive', path: 'a:b.tar' }],
    ['oci:dir', { kind: 'oci', path: 'dir', tag: null }],
    ['oci:dir:tag', { kind: 'oci', path: 'dir', tag: 'tag' }],
    ['oci:dir:', { kind: 'oci', path: 'dir', tag: null }],
    ['oci:/a:b/dir', { kind: 'oci', path: '/a:b/dir', tag: null }],
    ['oci:/a:b/dir:1.0', { kind: 'oci', path: '/a:b/dir', tag: '1.0' }],
    ['oci:C:\\images', { kind: 'oci', path: 'C:\\images', tag: null }],
    ['oci-archive:a.tar:latest', { kind: 'oci-archive', path: 'a.tar', tag: 'latest' }],
    ['docker:debian:12', { kind: 'docker', name: 'debian:12' }],
    ['docker://debian:12', { kind: 'registry', name: 'debian:12' }],
    ['registry:localhost:5000/a', { kind: 'registry', name: 'localhost:5000/a' }],
    ['registry://localhost:5000/a@sha256:0', { kind: 'registry', name: 'localhost:5000/a@sha256:0' }],
  ])('%s', (text, expected) => {
    expect(parseReference(text)).toEqual(expected);
  });

  it.each(['', 'oci:', 'oci-archive:', 'docker-archive:', 'docker:', 'docker://', 'registry:', 'registry://'])('refuses %j', (text) => {
    expect(() => parseReference(text)).toThrow(InspectError);
    expect(() => parseReference(text)).toThrow(text === '' ? /^expected an image: a path, / : /^expected something after [a-z-]+:, got "/);
  });
});
