import { describe, expect, it } from 'vitest';
import { busybox } from '../analyzers/programs.ts';
import { keptPaths, planOf, staticProgram } from './plan-of.ts';

const files = {
  '/bin/busybox': busybox('ls', 'wget'),
  '/bin/ls': { linkTarget: 'busybox' },
  '/bin/wget': { linkTarget: 'busybox' },
  '/usr/bin/ssl_client': staticProgram(),
  '/etc/ssl/cert.pem': 'x',
};

async function keptFor(program: string, layer = {}): Promise<readonly string[]> {
  const plan = await planOf({ layers: [{ ...files, ...layer }], config: { Entrypoint: [program] } });
  return keptPaths(plan).filter((path) => path.startsWith('/usr/bin/') || path.startsWith('/bin/'));
}

describe('the functions of busybox', () => {
  it('keep the program that wget leaves TLS to', async () => {
    expect(await keptFor('/bin/wget')).toEqual(['/bin/busybox', '/bin/wget', '/usr/bin/ssl_client']);
  });

  it('are the same ones behind its own name', async () => {
    const plan = await planOf({ layers: [files], config: { Entrypoint: ['/bin/busybox', 'wget'] } });
    expect(keptPaths(plan)).toContain('/usr/bin/ssl_client');
  });

  it('keep nothing for any other', async () => {
    expect(await keptFor('/bin/ls')).toEqual(['/bin/busybox', '/bin/ls']);
  });

  it('are not those of a program that only has such a name', async () => {
    expect(await keptFor('/bin/wget', { '/bin/wget': staticProgram() })).toEqual(['/bin/wget']);
  });
});
