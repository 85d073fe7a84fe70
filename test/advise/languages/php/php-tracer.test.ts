import { describe, expect, it } from 'vitest';
import { phpTracer } from '../../../../src/advise/languages/php/php-tracer.ts';
import { type Files, keptFiles, program, traced, warned } from '../scene-of.ts';

const php: Files = {
  '/usr/bin/php8.2': program(),
  '/etc/php/8.2/cli/php.ini': '; extension=unused\nmemory_limit = 1G\n',
  '/etc/php/8.2/cli/conf.d/20-curl.ini': { linkTarget: '../../mods-available/curl.ini' },
  '/etc/php/8.2/mods-available/curl.ini': '; configuration\nextension=curl.so\n',
  '/etc/php/8.2/mods-available/unused.ini': 'extension=unused.so\n',
  '/etc/php/8.2/fpm/php-fpm.conf': '[global]\n',
  '/usr/lib/php/20220829/curl.so': 'x',
  '/usr/lib/php/20220829/unused.so': 'x',
  '/usr/share/php/Shop/autoload.php': '',
  '/usr/share/php/Shop/Basket.php': '',
  '/usr/share/php/Unused/autoload.php': '',
};

describe('a PHP program', () => {
  it('keeps its configuration, the extensions that this loads, and the libraries that it includes', async () => {
    const files = { ...php, '/app/main.php': "<?php require_once 'Shop/autoload.php';", '/app/view.html': 'x' };
    const trace = await traced(phpTracer, files, ['php8.2', 'main.php']);
    expect(await keptFiles(trace, files)).toEqual([
      '/app/main.php',
      '/app/view.html',
      '/etc/php/8.2/cli/conf.d/20-curl.ini',
      '/etc/php/8.2/cli/php.ini',
      '/etc/php/8.2/mods-available/curl.ini',
      '/usr/lib/php/20220829/curl.so',
      '/usr/share/php/Shop/Basket.php',
      '/usr/share/php/Shop/autoload.php',
    ]);
    expect(warned(trace)).toEqual([]);
  });

  it('keeps what runs before every script, with what that includes, and starts what mail is handed to', async () => {
    const settings = 'auto_prepend_file = /opt/first.php\nsendmail_path = "/usr/sbin/sendmail -t -i"\n';
    const more = { '/opt/first.php': "<?php require '/opt/second.php';", '/opt/second.php': '', '/opt/other.php': '' };
    const files = { ...php, ...more, '/etc/php/8.2/cli/php.ini': settings, '/app/main.php': '' };
    const trace = await traced(phpTracer, files, ['php8.2', 'main.php']);
    expect((await keptFiles(trace, files)).filter((path) => path.startsWith('/opt/'))).toEqual(['/opt/first.php', '/opt/second.php']);
    expect(trace?.invocations.map(({ argv, from }) => [...argv, from])).toEqual([
      ['/usr/sbin/sendmail', '-t', '-i', '/etc/php/8.2/cli/php.ini'],
    ]);
  });

  it('says that an extension or the script is not there', async () => {
    const trace = await traced(phpTracer, php, ['php8.2', '-d', 'extension=none', 'main.php']);
    expect(warned(trace)).toEqual(['php-extension-missing -', 'php-script-missing -']);
  });

  it('keeps the pools of its process manager', async () => {
    const files = { ...php, '/usr/sbin/php-fpm8.2': program(), '/etc/php/8.2/fpm/pool.d/www.conf': '[www]' };
    const kept = await keptFiles(await traced(phpTracer, files, ['php-fpm8.2', '-F']), files);
    expect(kept).toEqual(expect.arrayContaining(['/etc/php/8.2/fpm/php-fpm.conf', '/etc/php/8.2/fpm/pool.d/www.conf']));
  });

  it('is nobody who has a similar name', async () => {
    expect(await traced(phpTracer, { '/usr/bin/phpize': program() }, ['phpize'])).toBeNull();
  });
});
