import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findEndpoints } from '../../../src/source/engine/endpoints.ts';
import { temporaryDirectory, temporaryFiles } from '../../support/temporary-directory.ts';

type Files = Readonly<Record<string, string>>;

function find(environment: Readonly<Record<string, string>>, files: Files = {}): ReturnType<typeof findEndpoints> {
  const home = temporaryFiles(new Map(Object.entries(files).map(([path, text]) => [`.docker/${path}`, Buffer.from(text)])));
  return findEndpoints({ environment, homeDirectory: home, platform: 'linux', userId: 1000 });
}

/** The files of a context, as `docker context create` writes them. */
function context(name: string, docker: object, tls: Files = {}): Files {
  const id = createHash('sha256').update(name).digest('hex');
  const meta = { Name: name, Metadata: {}, Endpoints: { docker } };
  const pems = Object.entries(tls).map(([file, text]) => [`contexts/tls/${id}/docker/${file}`, text]);
  return { [`contexts/meta/${id}/meta.json`]: JSON.stringify(meta), ...Object.fromEntries(pems) };
}

const remote = context('remote', { Host: 'ssh://me@far', SkipTLSVerify: false });

describe('the engine', () => {
  it('is the one of DOCKER_HOST before all else', () => {
    const environment = { DOCKER_HOST: 'unix:///a.sock', DOCKER_CONTEXT: 'remote' };
    expect(find(environment, { ...remote, 'config.json': '{"currentContext":"remote"}' })).toMatchObject({
      kind: 'chosen',
      endpoint: { address: 'unix:///a.sock' },
      origin: 'DOCKER_HOST',
    });
  });

  it('is the one of DOCKER_CONTEXT before the current one', () => {
    const files = { ...remote, ...context('other', { Host: 'tcp://other:1' }), 'config.json': '{"currentContext":"other"}' };
    expect(find({ DOCKER_CONTEXT: 'remote' }, files)).toMatchObject({
      kind: 'chosen',
      endpoint: { address: 'ssh://me@far' },
      origin: 'docker context "remote"',
    });
  });

  it('is the one of the current context', () => {
    expect(find({}, { ...remote, 'config.json': '{"currentContext":"remote"}' })).toMatchObject({ endpoint: { address: 'ssh://me@far' } });
  });

  it('of a context elsewhere is found by DOCKER_CONFIG', () => {
    const elsewhere = temporaryFiles(new Map(Object.entries(remote).map(([path, text]) => [path, Buffer.from(text)])));
    expect(find({ DOCKER_CONFIG: elsewhere, DOCKER_CONTEXT: 'remote' })).toMatchObject({ endpoint: { address: 'ssh://me@far' } });
  });

  it.each([
    ['no configuration', {}, {}],
    ['an empty DOCKER_HOST', { DOCKER_HOST: '', DOCKER_CONTEXT: '' }, {}],
    ['the context default', { DOCKER_CONTEXT: 'default' }, { 'config.json': '{"currentContext":"remote"}' }],
    ['a configuration without a context', {}, { 'config.json': '{"auths":{}}' }],
  ])('is one of the usual places with %s', (_, environment, files) => {
    const found = find(environment as Readonly<Record<string, string>>, files);
    expect(found.kind === 'usual' && found.endpoints[0]?.address).toBe('unix:///var/run/docker.sock');
  });

  it('has TLS only where DOCKER_TLS_VERIFY or DOCKER_TLS is set', () => {
    const pems = { 'ca.pem': 'the ca', 'cert.pem': 'the cert', 'key.pem': 'the key' };
    const tlsOf = (environment: Readonly<Record<string, string>>): unknown => {
      const found = find({ DOCKER_HOST: 'tcp://far:2376', ...environment }, pems);
      return found.kind === 'chosen' && found.endpoint.kind === 'tcp' && found.endpoint.tls;
    };
    const material = { ca: Buffer.from('the ca'), cert: Buffer.from('the cert'), key: Buffer.from('the key') };
    expect(tlsOf({})).toBe(null);
    expect(tlsOf({ DOCKER_TLS_VERIFY: '' })).toBe(null);
    expect(tlsOf({ DOCKER_TLS_VERIFY: '1' })).toEqual({ ...material, isVerified: true });
    expect(tlsOf({ DOCKER_TLS: '1' })).toEqual({ ...material, isVerified: false });
    expect(tlsOf({ DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: temporaryDirectory() })).toEqual({
      ca: null,
      cert: null,
      key: null,
      isVerified: true,
    });
  });

  it('of a context has the TLS of that context', () => {
    const tlsOf = (docker: object, files: Files): unknown => {
      const found = find({ DOCKER_CONTEXT: 'safe' }, context('safe', { Host: 'tcp://far', ...docker }, files));
      return found.kind === 'chosen' && found.endpoint.kind === 'tcp' && found.endpoint;
    };
    expect(tlsOf({}, { 'ca.pem': 'the ca' })).toMatchObject({
      port: 2376,
      tls: { ca: Buffer.from('the ca'), cert: null, isVerified: true },
    });
    expect(tlsOf({ SkipTLSVerify: true }, {})).toMatchObject({ port: 2376, tls: { ca: null, isVerified: false } });
    expect(tlsOf({}, {})).toMatchObject({ port: 2375, tls: null });
  });

  it.each([
    [
      'a context that is not there',
      { DOCKER_CONTEXT: 'gone' },
      {},
      /^DOCKER_CONTEXT: expected a docker context named "gone", got none in /,
    ],
    ['a current context that is not there', {}, { 'config.json': '{"currentContext":"gone"}' }, /config.json: expected a docker context/],
    [
      'a context without an engine',
      { DOCKER_CONTEXT: 'k8s' },
      context('k8s', {}),
      /^docker context "k8s": expected the endpoint of a Docker/,
    ],
    ['a configuration that is no JSON', {}, { 'config.json': 'x' }, /config.json: expected JSON, got text that starts with "x"$/],
    ['an address that makes no sense', { DOCKER_HOST: 'what://x' }, {}, /^DOCKER_HOST: expected unix:/],
  ])('cannot be found with %s', (_, environment, files, message) => {
    expect(() => find(environment as Readonly<Record<string, string>>, files as Files)).toThrow(message);
  });

  it('is looked for at the sockets of Docker, Podman, Docker Desktop, Colima, Rancher Desktop and OrbStack', () => {
    const home = '/home/me';
    const paths = (environment: Readonly<Record<string, string>>, platform: NodeJS.Platform = 'linux'): readonly string[] => {
      const surroundings = { homeDirectory: home, platform, userId: 1000 };
      const found = findEndpoints({ ...surroundings, environment: { DOCKER_CONFIG: temporaryDirectory(), ...environment } });
      return found.kind === 'usual' ? found.endpoints.map((endpoint) => (endpoint.kind === 'socket' ? endpoint.path : '')) : [];
    };
    const desktops = [
      '.docker/run/docker.sock',
      '.docker/desktop/docker.sock',
      '.colima/default/docker.sock',
      '.config/colima/default/docker.sock',
      '.rd/docker.sock',
      '.orbstack/run/docker.sock',
    ];
    expect(paths({ XDG_RUNTIME_DIR: '/run/user/7' })).toEqual([
      '/var/run/docker.sock',
      '/run/user/7/docker.sock',
      '/run/user/7/podman/podman.sock',
      '/run/podman/podman.sock',
      ...desktops.map((path) => join(home, path)),
    ]);
    expect(paths({})[2]).toBe('/run/user/1000/podman/podman.sock');
    expect(paths({ COLIMA_HOME: '/colima' }).slice(6, 8)).toEqual(['/colima/default/docker.sock', join(home, '.rd/docker.sock')]);
    expect(paths({ XDG_CONFIG_HOME: '/config' })[7]).toBe('/config/colima/default/docker.sock');
    expect(paths({ TMPDIR: '/var/folders/T/' }, 'darwin').slice(-2)).toEqual([
      '/var/folders/T/podman/podman-machine-default-api.sock',
      join(home, '.local/share/containers/podman/machine/podman.sock'),
    ]);
  });

  it('is looked for behind pipes on Windows', () => {
    const surroundings = { environment: {}, homeDirectory: temporaryDirectory(), platform: 'win32', userId: null } as const;
    const found = findEndpoints(surroundings);
    expect(found.kind === 'usual' && found.endpoints[0]).toEqual({
      kind: 'socket',
      address: 'npipe:////./pipe/docker_engine',
      path: '//./pipe/docker_engine',
    });
  });
});
