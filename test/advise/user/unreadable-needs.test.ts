import { describe, expect, it } from 'vitest';
import type { LayerInput } from '../../support/layers.ts';
import { libc, planOf, program } from '../plan-of.ts';

async function reasonFor(layer: LayerInput): Promise<string> {
  const plan = await planOf({ layers: [{ ...libc, '/app': program(), ...layer }], config: { Entrypoint: ['/app'], WorkingDir: '/work' } });
  return plan.user.uid === 0 ? plan.user.reason : '';
}

describe('what another user than root cannot read', () => {
  it.each<readonly [string, LayerInput, string]>([
    ['a file of root', { '/srv/key': { content: 'x', mode: 0o600 } }, 'only root can read /srv/key'],
    ['a file of somebody', { '/srv/key': { content: 'x', mode: 0o640, uid: 7 } }, 'of other users than 7 only root can read /srv/key'],
    ['a file behind a door', { '/srv/in/': { mode: 0o700 }, '/srv/in/a/key': 'x' }, 'only root can look into /srv/in'],
    ['a program that only root can start', { '/app': program({}, { mode: 0o744 }) }, 'only root can start /app'],
    ['a log-in', { '/lib/x86_64-linux-gnu/libpam.so.0': 'x', '/app': program({ needed: ['libc.so.6', 'libpam.so.0'] }) }, ''],
  ])('is %s', async (_, layer, reason) => {
    if (reason === '') expect(await reasonFor(layer)).toMatch(/libpam\.so\.0 lets people log in/);
    else expect(await reasonFor(layer)).toBe(reason);
  });

  it.each<readonly [string, LayerInput]>([
    ['a file that all can read', { '/srv/key': { content: 'x', mode: 0o444 } }],
    ['a directory that can be passed, and not listed', { '/srv/in/': { mode: 0o711 }, '/srv/in/a/key': 'x' }],
    ['a door with nothing behind it', { '/srv/in/': { mode: 0o700 } }],
    ['the working directory, which is given', { '/work/': { mode: 0o700 }, '/work/page': 'x' }],
    [
      'what only root reads on every system',
      { '/etc/gshadow-': { content: 'x', mode: 0o600 }, '/etc/security/opasswd': { content: '', mode: 0o600 } },
    ],
  ])('is not %s', async (_, layer) => {
    expect(await reasonFor(layer)).toBe('');
  });
});
