import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

const files = {
  '/usr/sbin/nginx': program(),
  '/etc/nginx/nginx.conf': [
    'user www-data; # workers',
    'pid /run/nginx.pid;',
    'include modules-enabled/*.conf;',
    'http { include mime.types; access_log /var/log/nginx/access.log main; include /etc/nginx/sites-enabled/*; }',
  ].join('\n'),
  '/etc/nginx/mime.types': 'types { text/html html; }',
  '/etc/nginx/fastcgi_params': '',
  '/etc/nginx/modules-enabled/geo.conf': 'load_module modules/ngx_geo.so;',
  '/etc/nginx/sites-available/shop':
    'server { root "/srv/shop"; ssl_certificate /etc/ssl/shop.pem; error_page 500 @fail; location / { try_files $uri =404; } }',
  '/etc/nginx/sites-enabled/shop': { linkTarget: '../sites-available/shop' },
  '/etc/nginx/sites-available/unused': 'server { root /srv/unused; }',
  '/etc/ssl/shop.pem': 'x',
  '/usr/share/nginx/modules': { linkTarget: '../../lib/nginx/modules' },
  '/usr/lib/nginx/modules/ngx_geo.so': 'x',
  '/usr/lib/nginx/modules/ngx_other.so': 'x',
  '/srv/shop/index.html': 'x',
  '/srv/unused/index.html': 'x',
  '/var/log/nginx/': 0,
  '/run/': 0,
};

const build =
  "configure arguments: --with-cc-opt='-g -O2' --pid-path=/run/nginx.pid --http-log-path=/var/log/nginx/access.log --user=nginx";

describe('nginx', () => {
  it.each([
    ["is its configuration's", 'pid /run/nginx.pid; user www-data;', build, { user: 'www-data' }],
    ['is whom it was built for', 'pid /run/nginx.pid;', build, { user: 'nginx' }],
    ['is not known where it reads a key that is mounted', 'pid /run/nginx.pid; ssl_certificate_key /run/key.pem;', build, undefined],
    ['is nobody in particular', 'pid /run/nginx.pid;', '', { user: null }],
    ['is not known where a server listens where only root may', 'pid /run/nginx.pid; http { server { root /srv; } }', build, undefined],
    [
      'is not asked for more than each server says',
      'pid /run/nginx.pid; upstream a { server b:80; } server { listen 8080; } server { listen unix:/a; }',
      build,
      { user: 'nginx' },
    ],
    ['is not known where it is not where it writes', 'user www-data;', '', undefined],
  ])('the user that it becomes %s', async (_, configuration, text, becomes) => {
    const nginx = program({ strings: [text] });
    const layer = { '/usr/sbin/nginx': nginx, '/etc/nginx/nginx.conf': configuration };
    expect((await traceServer(layer, ['nginx'])).becomes).toEqual(becomes);
  });

  it('listens where its servers say', async () => {
    const configuration =
      'server { listen 80; listen [::]:443 ssl; } server { listen 127.0.0.1:8080; listen localhost; listen UNIX:/x; listen [::1]:9000-9010; listen 90-91; }';
    const layer = { '/usr/sbin/nginx': program(), '/etc/nginx/nginx.conf': configuration };
    expect((await traceServer(layer, ['nginx'])).listens).toEqual([80, 90, 443, 8080, 9000]);
  });

  it('listens where a file says that a server includes', async () => {
    const layer = {
      '/usr/sbin/nginx': program({ strings: [build] }),
      '/etc/nginx/nginx.conf': 'pid /run/nginx.pid; server { include /etc/nginx/listen.conf; } server { listen 81; }',
      '/etc/nginx/listen.conf': 'listen 8080;',
    };
    const { listens, becomes } = await traceServer(layer, ['nginx']);
    expect([listens, becomes]).toEqual([[81, 8080], { user: 'nginx' }]);
  });

  it('writes where it was built to, and needs no log that is empty yet', async () => {
    const nginx = program({ strings: [build] });
    const layer = { '/usr/sbin/nginx': nginx, '/etc/nginx/nginx.conf': 'events {}', '/var/log/nginx/access.log': '' };
    const { writes, leaves } = await traceServer(layer, ['nginx', '-g', 'daemon off; user web;']);
    expect([writes, leaves]).toEqual([['/run/nginx.pid', '/var/log/nginx', '/var/log/nginx/access.log'], ['/var/log/nginx/access.log']]);
  });

  it('reads its configuration with all that it includes, and keeps what that names', async () => {
    const trace = await traceServer(files, ['nginx', '-g', 'daemon off;']);
    expect(needLines(trace)).toEqual([
      '/etc/nginx/nginx.conf configuration of',
      '/run written to by',
      '/etc/nginx/mime.types named in',
      '/var/log/nginx written to by',
      '/etc/nginx/modules-enabled/geo.conf configuration of',
      '/etc/nginx/sites-enabled/shop configuration of',
      '/srv/shop/* served by',
      '/etc/ssl/shop.pem named in',
      '/usr/share/nginx/modules/ngx_geo.so loaded by',
    ]);
    expect(trace.writes).toEqual(['/run/nginx.pid', '/var/log/nginx', '/var/log/nginx/access.log']);
    expect(trace.warnings).toEqual([]);
  });

  it('loads a module that the command line names, and warns of one that is not there', async () => {
    const trace = await traceServer(files, ['nginx', '-g', 'load_module modules/ngx_other.so; load_module modules/ngx_gone.so;']);
    expect(needLines(trace)).toContain('/usr/share/nginx/modules/ngx_other.so loaded by');
    expect(warningCodes(trace)).toEqual(['nginx-module-missing']);
  });

  it('serves what lies below its prefix where no root is named', async () => {
    const trace = await traceServer(
      { '/usr/sbin/nginx': program(), '/etc/nginx/nginx.conf': 'http { server { listen 80; } }', '/usr/share/nginx/html/index.html': 'x' },
      ['nginx'],
    );
    expect(needLines(trace)).toEqual(['/etc/nginx/nginx.conf configuration of', '/usr/share/nginx/html/* served by']);
  });

  it('takes the configuration that it is told, and says when there is none', async () => {
    const own = await traceServer({ '/usr/sbin/nginx': program(), '/app/my.conf': 'error_log stderr;' }, ['nginx', '-c', '/app/my.conf']);
    expect(needLines(own)).toEqual(['/app/my.conf configuration of']);
    expect(warningCodes(await traceServer({ '/usr/sbin/nginx': program() }, ['nginx']))).toEqual(['nginx-without-configuration']);
  });

  it('is silent about a program of another name', async () => {
    expect(needLines(await traceServer({ ...files, '/usr/bin/nginxify': program() }, ['nginxify']))).toEqual([]);
  });
});
