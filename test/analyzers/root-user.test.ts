import { describe, expect, it } from 'vitest';
import { rootUser } from '../../analyzers/root-user.ts';
import type { EntryInput } from '../support/layers.ts';
import { analysisOf, codesOf } from './analysis-of.ts';
import { program, script } from './programs.ts';

const passwd = 'root:x:0:0:root:/root:/bin/sh\nbroken line\ntoor:x:0:0::/root:/bin/sh\napp:x:1001:1002::/home/app:/sbin/nologin\n';
const withUser = (user: string, platform = 'linux/amd64') => ({ platform, layers: [{ '/etc/passwd': passwd }], config: { User: user } });

describe('root-user', () => {
  it('tells the user as the image has it, and what to write instead', async () => {
    expect(await analysisOf(rootUser, withUser('app'))).toEqual({
      findings: [
        {
          code: 'root-user/not-numeric',
          severity: 'low',
          summary: 'runAsNonRoot cannot tell that "app" is not root: it needs a number',
          bytes: 0,
          evidence: [{ kind: 'config', field: 'User', value: 'app' }],
          remedy: { kind: 'change-config', text: 'USER 1001:1002 says the same in numbers', field: 'User' },
        },
      ],
      unreadable: [],
    });
  });

  it.each([
    ['', 'not-set'],
    [':0', 'not-set'],
    ['0', 'root'],
    ['0:0', 'root'],
    ['00', 'root'],
    ['root', 'root'],
    ['root:1000', 'root'],
    ['toor', 'root'],
    ['app:0', 'not-numeric'],
    ['broken line', 'unknown-name'],
    ['nobody', 'unknown-name'],
  ])('USER %j is %s', async (user, variant) => {
    expect(await codesOf(rootUser, withUser(user))).toEqual([`root-user/${variant}`]);
  });

  it.each(['1001', '1001:0', '65532:65532', '10'])('says nothing of USER %s', async (user) => {
    expect(await codesOf(rootUser, withUser(user))).toEqual([]);
  });

  it.each([
    ['app:missing', ['not-numeric', 'unknown-group']],
    ['1001:missing', ['unknown-group']],
    ['1001:web', []],
    ['1001:', []],
    ['1001:77', []],
  ])('looks for the group of USER %s', async (user, variants) => {
    const layers = [{ '/etc/passwd': passwd, '/etc/group': 'root:x:0:\nweb:x:33:app\n' }];
    expect(await codesOf(rootUser, { layers, config: { User: user } })).toEqual(variants.map((variant) => `root-user/${variant}`));
  });

  it('has nothing to say of Windows, where an empty USER is no administrator', async () => {
    expect(await codesOf(rootUser, withUser('', 'windows/amd64'))).toEqual([]);
  });

  it.each<[name: string, files: Readonly<Record<string, EntryInput>>, config: Readonly<Record<string, unknown>>]>([
    ['in its script', { '/entrypoint.sh': script('#!/bin/sh\nset -e\nexec gosu app "$@"\n') }, { Entrypoint: ['/entrypoint.sh'] }],
    [
      'in a script that tini starts',
      { '/usr/local/bin/docker-entrypoint.sh': script('#!/bin/sh\n\tsetpriv --reuid=app --clear-groups "$@"\n'), '/sbin/tini': program() },
      { Entrypoint: ['tini', '--', 'docker-entrypoint.sh'] },
    ],
    ['by itself', { '/bin/su-exec': program(), '/app': program() }, { Entrypoint: ['su-exec', 'app', '/app'] }],
  ])('weighs an entrypoint that drops root %s less', async (_, files, config) => {
    expect(await codesOf(rootUser, { layers: [{ '/bin/sh': program(), ...files }], config })).toEqual(['root-user/drops-root']);
  });

  it.each<[name: string, text: string]>([
    ['stays root', '#!/bin/sh\nexec gosu root "$@"\n'],
    ['only speaks of it', '#!/bin/sh\n# exec gosu app\necho "use gosu app"\nexec "$@"\n'],
    ['does nothing', '#!/bin/sh\nexec "$@"\n'],
  ])('weighs an entrypoint that %s as root', async (_, text) => {
    const layers = [{ '/bin/sh': program(), '/entrypoint.sh': script(text) }];
    expect(await codesOf(rootUser, { layers, config: { Entrypoint: ['/entrypoint.sh'] } })).toEqual(['root-user/not-set']);
  });

  it('does not call a name unknown that stands behind what was read of passwd', async () => {
    const long = `${'# comment\n'.repeat(30_000)}app:x:1:1::/:/bin/sh\n`;
    expect(await analysisOf(rootUser, { layers: [{ '/etc/passwd': long }], config: { User: 'app' } })).toEqual({
      findings: [],
      unreadable: [{ path: '/etc/passwd', reason: 'longer than what is read of it' }],
    });
  });
});
