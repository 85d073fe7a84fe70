import { describe, expect, it } from 'vitest';
import { script } from '../analyzers/programs.ts';
import { libc, library, planOf, program } from './plan-of.ts';

const files = {
  ...libc,
  '/bin/sh': program({ strings: ['', 'OPTIND'] }),
  '/bin/cat': program(),
  '/usr/bin/serve': program({ needed: ['libserve.so.1'] }),
  '/usr/lib/libserve.so.1': library('libserve.so.1'),
  '/var/lib/dpkg/status': 'Package: serve\nStatus: install ok installed\nVersion: 1\nArchitecture: amd64\n',
  '/var/lib/dpkg/info/serve.list': '/usr/bin/serve\n/usr/lib/libserve.so.1\n',
};

async function confidences(lines: string): Promise<Readonly<Record<string, string>>> {
  const entrypoint = script(`#!/bin/sh\n${lines}\n`);
  const input = { layers: [{ ...files, '/entrypoint.sh': entrypoint }], config: { Entrypoint: ['/entrypoint.sh'], Cmd: ['serve'] } };
  const plan = await planOf(input, '--strategy', 'minimal');
  const told = plan.files.filter(({ path }) => /serve/.test(path) && !path.startsWith('/var'));
  return Object.fromEntries(told.map(({ path, confidence, reason }) => [path, `${confidence} ${reason}`]));
}

describe('a start that is both guessed and found', () => {
  it('is as sure as what found it, and so is all that it needs', async () => {
    expect(await confidences('cat /etc/motd\nexec "$@"')).toEqual({
      '/usr/bin/serve': 'likely started by',
      '/usr/lib/libserve.so.1': 'likely needed by',
    });
  });

  it('stays guessed where nothing else finds it', async () => {
    expect(await confidences('cat /etc/motd')).toEqual({
      '/usr/bin/serve': 'guessed likely started by',
      '/usr/lib/libserve.so.1': 'guessed needed by',
    });
  });
});
