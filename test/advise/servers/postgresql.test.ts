import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer, warningCodes } from './trace-server.ts';

const files = {
  '/usr/lib/postgresql/15/bin/postgres': program(),
  '/usr/lib/postgresql/15/bin/initdb': program(),
  '/usr/lib/postgresql/15/lib/utf8_and_big5.so': 'x',
  '/usr/lib/postgresql/15/lib/llvmjit.so': 'x',
  '/usr/lib/postgresql/15/lib/bitcode/postgres.index.bc': 'x',
  '/usr/share/postgresql/15/postgres.bki': 'x',
  '/usr/share/postgresql/15/timezonesets/Default': 'x',
  '/usr/share/postgresql/15/extension/pg_trgm.control': 'x',
  '/usr/share/postgresql/15/man/man1/postgres.1': 'x',
  '/data/PG_VERSION': '15',
  '/data/postgresql.conf': "archive_command = 'cp %p /archive/%f' # keep\nssl_cert_file = '/etc/ssl/db.pem'\nport = 5432\n",
  '/etc/ssl/db.pem': 'x',
};

describe('postgresql', () => {
  it('keeps the libraries and tables of its version, and says what it leaves out', async () => {
    const trace = await traceServer(files, ['/usr/lib/postgresql/15/bin/postgres', '-D', '/data']);
    expect(needLines(trace)).toEqual([
      '/usr/lib/postgresql/15/lib/utf8_and_big5.so loaded by',
      '/usr/share/postgresql/15/extension/pg_trgm.control read by',
      '/usr/share/postgresql/15/postgres.bki read by',
      '/usr/share/postgresql/15/timezonesets/Default read by',
      '/data/* the data of',
      '/data/postgresql.conf configuration of',
      '/etc/ssl/db.pem named in',
    ]);
    expect(startLines(trace)).toEqual(['/bin/sh -c ', '/bin/sh -c cp x /archive/x']);
    expect(warningCodes(trace)).toEqual(['postgresql-without-jit']);
    expect(trace.writes).toEqual(['/data']);
  });

  it('knows that initdb starts the server', async () => {
    const trace = await traceServer(files, ['/usr/lib/postgresql/15/bin/initdb'], { env: ['PGDATA=/var/lib/pg'] });
    expect(startLines(trace)).toEqual(['/bin/sh -c ', '/usr/lib/postgresql/15/bin/postgres', 'locale -a']);
    expect(trace.writes).toEqual(['/var/lib/pg']);
  });

  it('finds its parts below a prefix, and says when it does not', async () => {
    const local = {
      '/usr/local/bin/postgres': program(),
      '/usr/local/lib/postgresql/a.so': 'x',
      '/usr/local/share/postgresql/postgres.bki': 'x',
    };
    expect(needLines(await traceServer(local, ['postgres']))).toEqual([
      '/usr/local/lib/postgresql/a.so loaded by',
      '/usr/local/share/postgresql/postgres.bki read by',
    ]);
    expect(warningCodes(await traceServer({ '/opt/bin/postgres': program() }, ['/opt/bin/postgres']))).toEqual([
      'postgresql-parts-missing',
    ]);
  });

  it('leaves the cluster of the package where the data is elsewhere, and says so', async () => {
    const cluster = '/var/lib/postgresql/15/main';
    const all = { ...files, [`${cluster}/PG_VERSION`]: '15' };
    const elsewhere = await traceServer(all, ['/usr/lib/postgresql/15/bin/postgres', '-D', '/data']);
    expect([elsewhere.leaves?.includes(cluster), warningCodes(elsewhere).includes('postgresql-cluster-left-out')]).toEqual([true, true]);
    const there = await traceServer(all, ['/usr/lib/postgresql/15/bin/postgres', '-D', cluster]);
    expect([there.leaves?.includes(cluster), warningCodes(there).includes('postgresql-cluster-left-out')]).toEqual([false, false]);
  });
});
