import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer } from './trace-server.ts';

const files = {
  '/usr/bin/redis-server': program(),
  '/etc/redis/redis.conf':
    'include /etc/redis/more.conf\nloadmodule /opt/search.so ARG\ndir /var/lib/redis\nlogfile ""\npidfile /run/redis.pid\n# aclfile /etc/redis/gone.acl\n',
  '/etc/redis/more.conf': 'aclfile /etc/redis/users.acl',
  '/etc/redis/users.acl': 'x',
  '/opt/search.so': 'x',
  '/opt/json.so': 'x',
  '/var/lib/redis/dump.rdb': 'x',
};

describe('redis', () => {
  it('reads the configuration that it is told, modules and data with it', async () => {
    const trace = await traceServer(files, ['redis-server', '/etc/redis/redis.conf', '--loadmodule', '/opt/json.so']);
    expect(needLines(trace)).toEqual([
      '/etc/redis/redis.conf configuration of',
      '/etc/redis/more.conf named in',
      '/opt/search.so named in',
      '/var/lib/redis written to by',
      '/etc/redis/users.acl named in',
      '/opt/json.so loaded by',
      '/var/lib/redis/* the data of',
    ]);
    expect(trace.writes).toEqual(['/run/redis.pid', '/var/lib/redis']);
  });

  it('writes to where it is started when nobody says otherwise', async () => {
    const trace = await traceServer(files, ['redis-server', '--save', ''], { workingDir: '/data' });
    expect([needLines(trace), trace.writes]).toEqual([[], ['/data']]);
  });
});
