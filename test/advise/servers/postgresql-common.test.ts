import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer } from './trace-server.ts';

const files = {
  '/usr/bin/pg_ctlcluster': { content: '#!/usr/bin/perl\n', mode: 0o755 },
  '/usr/share/postgresql-common/PgCommon.pm': 'x',
  '/usr/share/postgresql-common/t/a.t': 'x',
  '/etc/postgresql/15/main/postgresql.conf': 'x',
  '/usr/lib/postgresql/15/bin/postgres': program(),
  '/usr/lib/postgresql/15/bin/pg_ctl': program(),
  '/usr/lib/postgresql/15/bin/initdb': program(),
  '/var/lib/postgresql/15/main/PG_VERSION': '15',
};

describe('postgresqlCommon', () => {
  it('starts the programs of each version for the clusters that are there', async () => {
    const trace = await traceServer(files, ['pg_ctlcluster', '15', 'main', 'start']);
    expect(startLines(trace)).toEqual([
      '/usr/lib/postgresql/15/bin/postgres -D/var/lib/postgresql/15/main -cconfig_file=/etc/postgresql/15/main/postgresql.conf',
      '/usr/lib/postgresql/15/bin/pg_ctl',
    ]);
    expect(needLines(trace)).toEqual([
      '/usr/share/postgresql-common/PgCommon.pm read by',
      '/etc/postgresql/* configuration of',
      '/var/lib/postgresql written to by',
    ]);
  });

  it('is silent about the client itself', async () => {
    const psql = { ...files, '/usr/lib/postgresql/15/bin/psql': program() };
    expect(startLines(await traceServer(psql, ['/usr/lib/postgresql/15/bin/psql']))).toEqual([]);
  });
});
