// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells and of configurations
import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer, warningCodes } from './trace-server.ts';

const files = {
  '/usr/sbin/apache2': program(),
  '/etc/apache2/envvars':
    'export APACHE_RUN_USER=www-data\nexport APACHE_LOG_DIR=/var/log/apache2$SUFFIX\nexport APACHE_RUN_DIR=/run/apache2$SUFFIX\n',
  '/etc/apache2/apache2.conf': [
    '# DocumentRoot /srv/commented',
    'DefaultRuntimeDir ${APACHE_RUN_DIR}',
    'ErrorLog ${APACHE_LOG_DIR}/error.log',
    'IncludeOptional mods-enabled/*.load',
    'Include sites-enabled/*.conf',
    '<Directory /usr/share>',
  ].join('\n'),
  '/etc/apache2/mods-enabled/mime.load': { linkTarget: '../mods-available/mime.load' },
  '/etc/apache2/mods-available/mime.load': 'LoadModule mime_module /usr/lib/apache2/modules/mod_mime.so',
  '/etc/apache2/mods-available/ssl.load': 'LoadModule ssl_module /usr/lib/apache2/modules/mod_ssl.so',
  '/usr/lib/apache2/modules/mod_mime.so': 'x',
  '/usr/lib/apache2/modules/mod_ssl.so': 'x',
  '/etc/apache2/sites-enabled/git.conf': [
    'DocumentRoot "/srv/my site"',
    'ScriptAlias /git/ /usr/lib/git-core/git-http-backend/',
    'SSLCertificateFile /etc/ssl/site.pem',
    'CustomLog "|/usr/bin/rotatelogs /var/log/apache2/a.log 86400" combined',
    'LoadModule gone_module modules/mod_gone.so',
  ].join('\n'),
  '/srv/my site/index.html': 'x',
  '/usr/lib/git-core/git-http-backend': program(),
  '/etc/ssl/site.pem': 'x',
  '/etc/mime.types': 'x',
  '/usr/share/other': 'x',
  '/var/log/apache2/': 0,
};

describe('apache', () => {
  it('listens where it says, and where a module that is loaded says', async () => {
    const ports = [
      ...['LISTEN 80', 'LoadModule ssl_module x.so', '<IfModule ssl_module>', 'Listen [::1]:443 https', '</IfModule>'],
      ...['<IfModule mod_ssl.c>', 'Listen 8443', '</IfModule>', '<IfModule !gone_module>', 'Listen 81', '</IfModule>'],
      ...['<IfModule !ssl_module>', '<IfModule ssl_module>', 'Listen 447', '</IfModule>', '</IfModule>'],
      ...['<IfModule gone_module>', 'Listen 444', '</IfModule>', '<IfDefine X>', 'Listen 445', '</IfDefine>', '#Listen 446'],
    ].join('\n');
    const layer = { '/usr/sbin/apache2': program(), '/etc/apache2/apache2.conf': ports };
    expect((await traceServer(layer, ['apache2'])).listens).toEqual([80, 81, 443, 8443]);
  });

  it('stays root where it reads a key that is mounted', async () => {
    const layer = { ...files, '/etc/apache2/apache2.conf': 'User web\nSSLCertificateKeyFile /run/key.pem' };
    expect((await traceServer(layer, ['apache2'])).becomes).toBeUndefined();
  });

  it.each([
    ['User ${APACHE_RUN_USER}', { user: 'www-data' }],
    ['User web', { user: 'web' }],
    ['# User web', undefined],
  ])('becomes whom its configuration says: %s', async (line, becomes) => {
    const layer = {
      ...files,
      '/etc/apache2/apache2.conf': line,
      '/usr/sbin/apachectl': { content: '#!/bin/sh\n', mode: 0o755 },
    };
    expect((await traceServer(layer, ['apache2'])).becomes).toEqual(becomes);
    expect((await traceServer(layer, ['apachectl', '-DFOREGROUND'])).becomes).toEqual(becomes);
  });

  it('reads modules, sites and variables, and starts scripts and programs behind pipes', async () => {
    const trace = await traceServer(files, ['apache2', '-DFOREGROUND']);
    expect(needLines(trace)).toEqual([
      '/etc/apache2/envvars configuration of',
      '/etc/apache2/apache2.conf configuration of',
      '/var/log/apache2 written to by',
      '/etc/apache2/mods-enabled/mime.load configuration of',
      '/usr/lib/apache2/modules/mod_mime.so named in',
      '/etc/apache2/sites-enabled/git.conf configuration of',
      '/srv/my site/* served by',
      '/usr/lib/git-core/git-http-backend named in',
      '/etc/ssl/site.pem named in',
      '/etc/mime.types what types are told by for',
    ]);
    expect(startLines(trace)).toEqual(['/usr/lib/git-core/git-http-backend', '/usr/bin/rotatelogs /var/log/apache2/a.log 86400']);
    expect(warningCodes(trace)).toEqual(['apache-module-missing']);
    expect(trace.writes).toContain('/run/apache2');
  });

  it('says when there is no configuration', async () => {
    expect(warningCodes(await traceServer({ '/usr/sbin/httpd': program() }, ['httpd']))).toEqual(['apache-without-configuration']);
  });

  it('is silent about the httpd of busybox', async () => {
    const shell = program({ strings: ['', 'BusyBox v1.36.1', 'OPTIND'] });
    expect(await traceServer({ '/bin/busybox': shell, '/usr/sbin/httpd': { linkTarget: '/bin/busybox' } }, ['httpd', '-f'])).toEqual({
      needs: [],
      invocations: [],
      warnings: [],
      writes: [],
      listens: [],
      leaves: [],
    });
  });

  it('leaves drivers that no module asks for', async () => {
    const plugins = '/usr/lib/x86_64-linux-gnu/apr-util-1';
    const all = { ...files, [`${plugins}/apr_ldap.so`]: 'x', [`${plugins}/apr_dbd_sqlite3.so`]: 'x', [`${plugins}/apr_dbm_db-1.so`]: 'x' };
    const leaves = async (more: Record<string, string>) =>
      (await traceServer({ ...all, ...more }, ['/usr/sbin/apache2'])).leaves?.map((path) => path.slice(plugins.length + 1)) ?? [];
    expect(await leaves({})).toEqual(['apr_dbd_sqlite3.so', 'apr_dbm_db-1.so', 'apr_ldap.so']);
    const site = 'RewriteMap a dbm:/srv/map\n';
    const load = 'LoadModule dbd_module /usr/lib/apache2/modules/mod_dbd.so\n';
    expect(await leaves({ '/etc/apache2/mods-enabled/dbd.load': load, '/etc/apache2/sites-enabled/b.conf': site })).toEqual([
      'apr_ldap.so',
    ]);
  });
});
