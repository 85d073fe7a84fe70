import { describe, expect, it } from 'vitest';
import { InspectError } from '../../../src/model/errors.ts';
import { parseEndpoint } from '../../../src/source/engine/endpoint.ts';
import type { TlsMaterial } from '../../../src/source/engine/tls-material.ts';

const tls: TlsMaterial = { ca: null, cert: null, key: null, isVerified: true };
const ssh = { kind: 'ssh', port: null, user: null, socketPath: null };

describe('an address of an engine', () => {
  it.each([
    ['unix:///var/run/docker.sock', { kind: 'socket', address: 'unix:///var/run/docker.sock', path: '/var/run/docker.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', address: 'npipe:////./pipe/docker_engine', path: '//./pipe/docker_engine' }],
    ['tcp://host', { kind: 'tcp', address: 'tcp://host', host: 'host', port: 2375, tls: null }],
    ['host:1234', { kind: 'tcp', address: 'tcp://host:1234', host: 'host', port: 1234, tls: null }],
    ['http://127.0.0.1:2375/', { kind: 'tcp', address: 'tcp://127.0.0.1:2375', host: '127.0.0.1', port: 2375, tls: null }],
    ['tcp://[::1]:2375', { kind: 'tcp', address: 'tcp://[::1]:2375', host: '::1', port: 2375, tls: null }],
    ['ssh://host', { ...ssh, address: 'ssh://host', host: 'host' }],
    ['ssh://me@host:22', { ...ssh, address: 'ssh://me@host:22', host: 'host', user: 'me', port: 22 }],
    [
      'ssh://me@host/run/docker.sock',
      { ...ssh, address: 'ssh://me@host/run/docker.sock', host: 'host', user: 'me', socketPath: '/run/docker.sock' },
    ],
  ])('%s is read', (text, expected) => {
    expect(parseEndpoint(text, null, 'DOCKER_HOST')).toEqual(expected);
  });

  it('with TLS has another port unless it says which', () => {
    expect(parseEndpoint('tcp://host', tls, 'DOCKER_HOST')).toMatchObject({ port: 2376, tls });
    expect(parseEndpoint('tcp://host:1', tls, 'DOCKER_HOST')).toMatchObject({ port: 1, tls });
    expect(parseEndpoint('https://host', null, 'DOCKER_HOST')).toMatchObject({ port: 2376, tls });
  });

  it.each([
    'unix://relative',
    'tcp://',
    'tcp://host/v1',
    'tcp://host:99999',
    'ftp://host',
    'ssh://-oProxyCommand=x',
    'ssh://-l@host',
    'ssh://me:secret@host',
    'ssh://host/a;b',
    'tcp://host?x',
  ])('%s is refused', (text) => {
    expect(() => parseEndpoint(text, null, 'DOCKER_HOST')).toThrow(InspectError);
  });

  it('that is refused is told without what may be a password', () => {
    const expectation = 'DOCKER_HOST: expected unix://PATH, tcp://HOST:PORT or ssh://USER@HOST';
    expect(() => parseEndpoint('ssh://me:secret@host', null, 'DOCKER_HOST')).toThrow(
      new InspectError('usage', `${expectation}, got "ssh://…@host"`),
    );
  });
});
