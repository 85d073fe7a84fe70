import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer } from './trace-server.ts';

describe('mysql', () => {
  it('keeps plugins, tables and the configuration with what it includes', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/mariadbd': program(),
        '/etc/mysql/my.cnf': '[client-server]\nsocket = /run/mysqld/mysqld.sock\n!includedir /etc/mysql/conf.d/\n',
        '/etc/mysql/conf.d/a.cnf': '[mysqld]\nssl-ca = /etc/ssl/ca.pem\n',
        '/etc/ssl/ca.pem': 'x',
        '/usr/lib/mysql/plugin/auth_socket.so': 'x',
        '/usr/share/mysql/english/errmsg.sys': 'x',
      },
      ['mariadbd', '--user=mysql'],
    );
    expect(needLines(trace)).toEqual([
      '/etc/mysql/my.cnf configuration of',
      '/etc/mysql/conf.d named in',
      '/etc/mysql/conf.d/a.cnf configuration of',
      '/etc/ssl/ca.pem named in',
      '/usr/lib/mysql/plugin/* plugins of',
      '/usr/share/mysql/* tables of',
    ]);
    expect(trace.writes).toEqual(['/run/mysqld', '/run/mysqld/mysqld.sock', '/var/lib/mysql']);
  });

  it('is silent about plugins for the client', async () => {
    const client = { '/usr/bin/mysql': program(), '/usr/lib/mysql/plugin/auth_socket.so': 'x' };
    expect(needLines(await traceServer(client, ['mysql', '-e', 'select 1']))).toEqual([]);
  });
});
