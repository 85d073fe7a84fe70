import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

const status = (name: string): string => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n`;

describe('varnish', () => {
  it('keeps a compiler for its configuration, and says so', async () => {
    const trace = await traceServer(
      {
        '/var/lib/dpkg/status': status('gcc-12'),
        '/var/lib/dpkg/info/gcc-12.list': '/usr/bin/gcc\n/usr/lib/gcc/x/12/lto1\n/usr/share/doc/gcc-12/copyright\n',
        '/usr/sbin/varnishd': program(),
        '/usr/bin/gcc': program(),
        '/usr/lib/gcc/x/12/lto1': program(),
        '/usr/share/doc/gcc-12/copyright': 'x',
        '/etc/varnish/default.vcl': 'x',
      },
      ['varnishd', '-F', '-f', 'default.vcl'],
    );
    expect(needLines(trace)).toEqual([
      '/etc/varnish/default.vcl configuration of',
      '/etc/varnish/* configuration of',
      '/usr/bin/gcc what compiles its configuration for',
      '/usr/lib/gcc/x/12/lto1 what compiles its configuration for',
    ]);
    expect(warningCodes(trace)).toEqual(['varnish-compiler']);
  });
});
