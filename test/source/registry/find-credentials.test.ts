import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FoundCredentials } from '../../../src/source/registry/credentials.ts';
import { findCredentials } from '../../../src/source/registry/find-credentials.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

type Files = Readonly<Record<string, unknown>>;

/** Looks in a home directory with these files, JSON unless they are text; programs go to `bin`. */
function find(
  registry: string,
  files: Files,
  variables: (home: string) => Readonly<Record<string, string>> = () => ({}),
): Promise<FoundCredentials> {
  const home = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), typeof content === 'string' ? content : JSON.stringify(content));
    if (path.startsWith('bin/')) chmodSync(join(home, path), 0o755);
  }
  const environment = { PATH: `${join(home, 'bin')}:/usr/bin:/bin`, ...variables(home) };
  return findCredentials(registry, 'team/app', { environment, homeDirectory: home }, new AbortController().signal);
}

function password(username: string, secret: string): FoundCredentials {
  return { credentials: { kind: 'password', username, password: secret }, problem: null };
}

const nothing: FoundCredentials = { credentials: null, problem: null };
const auth = (text: string) => ({ auth: Buffer.from(text).toString('base64') });
const docker = '.docker/config.json';

describe('credentials', () => {
  it.each([
    ['r.example', { 'r.example': auth('me:secret') }],
    ['r.example', { 'https://r.example': auth('me:secret') }],
    ['r.example', { 'https://r.example/v2/': auth('me:secret') }],
    ['r.example:5000', { 'r.example': auth('you:other'), 'r.example:5000': auth('me:secret') }],
    ['r.example', { 'r.example': { username: 'me', password: 'secret' } }],
    ['r.example', { 'r.example': auth('you:other'), 'r.example/team': auth('me:secret') }],
    ['docker.io', { 'https://index.docker.io/v1/': auth('me:secret') }],
    ['docker.io', { 'docker.io': auth('me:secret') }],
  ])('for %s are found in %j', async (registry, auths) => {
    expect(await find(registry, { [docker]: { auths } })).toEqual(password('me', 'secret'));
  });

  it.each([
    { 'other.example': auth('me:secret') },
    { 'r.example.evil': auth('me:secret') },
    { 'r.example:5000': auth('me:secret') },
    { 'r.example/other': auth('me:secret') },
    { 'r.example': {} },
    { 'r.example': { auth: 'bm8gY29sb24=' } },
    { 'r.example': 'text' },
  ])('are not taken from %j', async (auths) => {
    expect(await find('r.example', { [docker]: { auths } })).toEqual(nothing);
  });

  it('keep a colon in the password', async () => {
    expect(await find('r.example', { [docker]: { auths: { 'r.example': auth('me:a:b') } } })).toEqual(password('me', 'a:b'));
  });

  it('may be tokens', async () => {
    const auths = { 'r.example': { ...auth('<token>:'), identitytoken: 'id' }, 'q.example': { registrytoken: 'access' } };
    expect(await find('r.example', { [docker]: { auths } })).toEqual({
      credentials: { kind: 'identity-token', token: 'id' },
      problem: null,
    });
    expect(await find('q.example', { [docker]: { auths } })).toEqual({
      credentials: { kind: 'registry-token', token: 'access' },
      problem: null,
    });
  });

  it('lie where DOCKER_CONFIG, REGISTRY_AUTH_FILE or XDG_RUNTIME_DIR say, and Podman has them', async () => {
    const file = { auths: { 'r.example': auth('me:secret') } };
    expect(await find('r.example', { 'd/config.json': file }, (home) => ({ DOCKER_CONFIG: join(home, 'd') }))).toEqual(
      password('me', 'secret'),
    );
    expect(await find('r.example', { 'a.json': file }, (home) => ({ REGISTRY_AUTH_FILE: join(home, 'a.json') }))).toEqual(
      password('me', 'secret'),
    );
    expect(await find('r.example', { 'run/containers/auth.json': file }, (home) => ({ XDG_RUNTIME_DIR: join(home, 'run') }))).toEqual(
      password('me', 'secret'),
    );
    expect(await find('r.example', { '.config/containers/auth.json': file })).toEqual(password('me', 'secret'));
  });

  it('of a file that is named are those and no others', async () => {
    const files = { [docker]: { auths: { 'r.example': auth('me:secret') } } };
    expect(await find('r.example', files, (home) => ({ REGISTRY_AUTH_FILE: join(home, 'none.json') }))).toEqual(nothing);
  });

  it('come from the program of a registry, or of all', async () => {
    const helper = (name: string) =>
      `#!/bin/sh\nread server\n[ "$1" = get ] && echo "{\\"Username\\":\\"$server\\",\\"Secret\\":\\"${name}\\"}"\n`;
    const files = {
      [docker]: { auths: { 'r.example': {} }, credsStore: 'all', credHelpers: { 'r.example': 'one' } },
      'bin/docker-credential-one': helper('one'),
      'bin/docker-credential-all': helper('all'),
    };
    expect(await find('r.example', files)).toEqual(password('r.example', 'one'));
    expect(await find('docker.io', files)).toEqual(password('https://index.docker.io/v1/', 'all'));
  });

  it('of a program may be a token, or none', async () => {
    const files = (script: string) => ({ [docker]: { credsStore: 'x' }, 'bin/docker-credential-x': `#!/bin/sh\n${script}\n` });
    const token = { credentials: { kind: 'identity-token', token: 't' }, problem: null };
    expect(await find('r.example', files('echo \'{"Username":"<token>","Secret":"t"}\''))).toEqual(token);
    expect(await find('r.example', files('echo "credentials not found in native keychain"; exit 1'))).toEqual(nothing);
  });

  it('that cannot be had are a problem that is told without what was printed', async () => {
    const files = (name: string, script: string) => ({
      [docker]: { credsStore: name },
      'bin/docker-credential-x': `#!/bin/sh\n${script}\n`,
    });
    const problem = async (name: string, script: string) => (await find('r.example', files(name, script))).problem;
    expect(await problem('x', 'echo hunter2; exit 3')).toMatch(
      /^expected credentials for r\.example from .*docker-credential-x, got exit status 3$/,
    );
    expect(await problem('x', 'echo hunter2')).toMatch(/^expected JSON with credentials from .*docker-credential-x, got something else$/);
    expect(await problem('y', '')).toMatch(/^expected the program docker-credential-"y" on PATH/);
    expect(await problem('../x', '')).toMatch(/^expected the program/);
  });

  it('in a broken file are a problem that is told without its content, and looked for elsewhere', async () => {
    const found = await find('r.example', { [docker]: 'hunter2' });
    expect(found.problem).toMatch(/config\.json: expected JSON, got something else$/);
    const elsewhere = { [docker]: 'hunter2', '.config/containers/auth.json': { auths: { 'r.example': auth('me:secret') } } };
    expect(await find('r.example', elsewhere)).toEqual(password('me', 'secret'));
  });
});
