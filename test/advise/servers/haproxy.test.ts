import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer, warningCodes } from './trace-server.ts';

describe('haproxy', () => {
  it('listens on any number of addresses', async () => {
    const bind = `frontend x\n  bind ${'127.0.0.1:81,'.repeat(60_000)}[::]:8000-8010\n`;
    const layer = { '/usr/sbin/haproxy': program(), '/etc/haproxy/haproxy.cfg': bind };
    expect((await traceServer(layer, ['haproxy', '-f', '/etc/haproxy/haproxy.cfg'])).listens).toEqual([81, 8000]);
  });

  it('keeps certificates, maps and error pages that its configuration names', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/haproxy': program(),
        '/etc/haproxy/haproxy.cfg': [
          'global',
          '  stats socket /run/haproxy/admin.sock mode 660',
          '  lua-load /etc/haproxy/x.lua # a comment',
          'defaults',
          '  errorfile 503 /etc/haproxy/errors/503.http',
          'frontend web',
          '  bind unix@/run/x.sock',
          '  bind :443 ssl crt /etc/haproxy/certs/ alpn h2',
          '  use_backend %[req.hdr(host),map(/etc/haproxy/hosts.map,web)]',
          'program worker',
          '  command /usr/bin/worker --now',
        ].join('\n'),
        '/etc/haproxy/x.lua': 'x',
        '/etc/haproxy/errors/503.http': 'x',
        '/etc/haproxy/certs/site.pem': 'x',
        '/etc/haproxy/hosts.map': 'x',
        '/etc/haproxy/unused.map': 'x',
        '/usr/share/lua/5.3/a.lua': 'x',
      },
      ['haproxy', '-f', '/etc/haproxy/haproxy.cfg', '-db'],
    );
    expect(needLines(trace)).toEqual([
      '/etc/haproxy/haproxy.cfg configuration of',
      '/etc/haproxy/x.lua named in',
      '/etc/haproxy/errors/503.http named in',
      '/etc/haproxy/certs/* served by',
      '/etc/haproxy/hosts.map named in',
      '/usr/share/lua/* Lua libraries of',
    ]);
    expect(startLines(trace)).toEqual(['/usr/bin/worker --now']);
    expect(trace.writes).toEqual(['/run/haproxy/admin.sock']);
    expect(trace.listens).toEqual([443]);
  });

  it('says when it is told no configuration', async () => {
    expect(warningCodes(await traceServer({ '/usr/sbin/haproxy': program() }, ['haproxy', '-v']))).toEqual([
      'haproxy-without-configuration',
    ]);
  });
});
