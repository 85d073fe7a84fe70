import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer } from './trace-server.ts';

describe('cron', () => {
  it('starts the jobs of users and of the system by a shell', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/cron': program(),
        '/etc/crontab': 'SHELL=/bin/bash\n# m h dom\n17 * * * * root cd / && run-parts --report /etc/cron.hourly\n',
        '/etc/cron.d/job': '@daily app /opt/job  --now\n',
        '/var/spool/cron/crontabs/root': '*/5 * * * * date +\\%s\n\n',
      },
      ['cron', '-f'],
    );
    expect(startLines(trace)).toEqual([
      '/bin/sh -c date +%s',
      '/bin/bash -c cd / && run-parts --report /etc/cron.hourly',
      '/bin/sh -c /opt/job --now',
    ]);
    expect(needLines(trace).filter((line) => line.endsWith('the jobs of'))).toEqual([
      '/var/spool/cron/crontabs/root the jobs of',
      '/etc/crontab the jobs of',
      '/etc/cron.d/job the jobs of',
    ]);
  });
});
