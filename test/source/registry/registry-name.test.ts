import { describe, expect, it } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import { formatRegistryName, parseRegistryName } from '../../../src/source/registry/registry-name.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('a name of an image in a registry', () => {
  it.each([
    ['nginx', 'docker.io', 'library/nginx', 'latest', 'nginx:latest'],
    ['nginx:1.27', 'docker.io', 'library/nginx', '1.27', 'nginx:1.27'],
    ['bitnami/redis', 'docker.io', 'bitnami/redis', 'latest', 'bitnami/redis:latest'],
    ['docker.io/nginx', 'docker.io', 'library/nginx', 'latest', 'nginx:latest'],
    ['index.docker.io/library/nginx:1', 'docker.io', 'library/nginx', '1', 'nginx:1'],
    ['ghcr.io/a/b/c:2', 'ghcr.io', 'a/b/c', '2', 'ghcr.io/a/b/c:2'],
    ['localhost/app', 'localhost', 'app', 'latest', 'localhost/app:latest'],
    ['localhost:5000/app', 'localhost:5000', 'app', 'latest', 'localhost:5000/app:latest'],
    ['127.0.0.1:5000/a__b/c--d.e:v1', '127.0.0.1:5000', 'a__b/c--d.e', 'v1', '127.0.0.1:5000/a__b/c--d.e:v1'],
    ['[::1]:5000/app:x', '[::1]:5000', 'app', 'x', '[::1]:5000/app:x'],
    ['Registry.Example/app', 'registry.example', 'app', 'latest', 'registry.example/app:latest'],
    [`nginx@${digest}`, 'docker.io', 'library/nginx', digest, `nginx@${digest}`],
    [`quay.io/a/b:tag@${digest}`, 'quay.io', 'a/b', digest, `quay.io/a/b@${digest}`],
  ])('%s is %s, %s, %s', (text, registry, repository, reference, formatted) => {
    const name = parseRegistryName(text);
    expect(name).toEqual({ registry, repository, reference, digest: reference === digest ? digest : null });
    expect(formatRegistryName(name)).toBe(formatted);
  });

  it.each([
    ['', 'the name of an image'],
    ['Nginx', 'the name of an image'],
    ['a//b', 'the name of an image'],
    ['a/', 'the name of an image'],
    ['-a', 'the name of an image'],
    ['a___b', 'the name of an image'],
    ['../etc', 'the host of a registry'],
    ['ghcr.io/../../x', 'the name of an image'],
    ['ghcr.io/a b', 'the name of an image'],
    ['ghcr.io/a?b', 'the name of an image'],
    ['user:password@ghcr.io/app', 'a digest'],
    ['exa_mple.io/app', 'the host of a registry'],
    ['example.io:port/app', 'the host of a registry'],
    ['nginx:', 'a tag'],
    ['nginx:a/b:c d', 'a tag'],
    ['nginx:-x', 'a tag'],
    ['nginx@sha256:abc', 'a digest'],
    ['nginx@md5:d41d8cd98f00b204e9800998ecf8427e', 'a digest'],
  ])('%s is none', (text, expected) => {
    expect(() => parseRegistryName(text)).toThrow(InspectError);
    expect(() => parseRegistryName(text)).toThrow(`expected ${expected}`);
  });

  it.each([
    ['longer than a registry takes', 'b'.repeat(300)],
    ['an id', 'f'.repeat(64)],
  ])('%s is none', (_, text) => {
    expect(() => parseRegistryName(text)).toThrow('expected the name of an image');
  });
});
