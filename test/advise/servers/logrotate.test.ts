import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer } from './trace-server.ts';

describe('logrotate', () => {
  it('reads what its configuration includes, and starts what stands between rotations', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/logrotate': program(),
        '/etc/logrotate.conf': 'compress\n# include /etc/none\ninclude /etc/logrotate.d\n',
        '/etc/logrotate.d/app':
          '/var/log/app {\n  compresscmd /usr/bin/xz\n  compress\n  postrotate\n    /usr/bin/reload --now\n  endscript\n}\n',
      },
      ['logrotate', '-s', '/var/lib/state', '/etc/logrotate.conf'],
    );
    expect(needLines(trace).filter((line) => line.endsWith('configuration of'))).toEqual([
      '/etc/logrotate.conf configuration of',
      '/etc/logrotate.d/app configuration of',
    ]);
    expect(startLines(trace).map((line) => line.replace(/\s+/g, ' ').trim())).toEqual([
      '/bin/gzip',
      '/bin/sh -c /usr/bin/reload --now',
      '/usr/bin/xz',
    ]);
  });
});
