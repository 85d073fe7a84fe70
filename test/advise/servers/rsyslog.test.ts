import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer } from './trace-server.ts';

describe('rsyslog', () => {
  it('keeps its modules, and tells where it writes', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/rsyslogd': program(),
        '/etc/rsyslog.conf': 'module(load="imuxsock")\n$IncludeConfig /etc/rsyslog.d/*.conf\nmail.* -/var/log/mail.log\n',
        '/etc/rsyslog.d/a.conf': 'auth.* /var/log/auth/auth.log',
        '/usr/lib/x86_64-linux-gnu/rsyslog/imuxsock.so': 'x',
      },
      ['rsyslogd', '-n'],
    );
    expect(needLines(trace)).toEqual([
      '/etc/rsyslog.conf configuration of',
      '/etc/rsyslog.d/a.conf configuration of',
      '/usr/lib/x86_64-linux-gnu/rsyslog/* modules of',
    ]);
    expect(trace.writes).toEqual(['/var/log', '/var/log/auth']);
  });
});
