import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer } from './trace-server.ts';

const status = (name: string): string => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n`;

const files = {
  '/var/lib/dpkg/status': status('meterd'),
  '/var/lib/dpkg/info/meterd.list': '/usr/sbin/meterd\n/usr/lib/x86_64-linux-gnu/meter/cpu.so\n/usr/lib/other/x.so\n/usr/share/meter/doc\n',
  '/usr/sbin/meterd': program(),
  '/usr/lib/x86_64-linux-gnu/meter/cpu.so': 'x',
  '/usr/lib/x86_64-linux-gnu/meter/mine.so': 'x',
  '/usr/lib/other/x.so': 'x',
  '/usr/share/meter/doc': 'x',
  '/opt/meterd': program(),
};

describe('pluginDirectories', () => {
  it('keeps what the package of a program has in a directory of its name', async () => {
    expect(needLines(await traceServer(files, ['meterd']))).toEqual(['/usr/lib/x86_64-linux-gnu/meter/cpu.so in the directory of']);
  });

  it('is silent about a program that no package owns', async () => {
    expect(needLines(await traceServer(files, ['/opt/meterd']))).toEqual([]);
  });
});
