import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

describe('phpFpm', () => {
  it('reads the pools of its version', async () => {
    const trace = await traceServer(
      {
        '/usr/sbin/php-fpm8.2': program(),
        '/etc/php/8.2/fpm/php-fpm.conf': '[global]\npid = /run/php/fpm.pid\ninclude=/etc/php/8.2/fpm/pool.d/*.conf\n',
        '/etc/php/8.2/fpm/pool.d/www.conf': '[www]\nlisten = /run/php/fpm.sock\n;slowlog = /var/log/slow\nchdir = /srv/app\n',
        '/etc/php/7.4/fpm/php-fpm.conf': '',
        '/srv/app/index.php': 'x',
      },
      ['php-fpm8.2', '-F'],
    );
    expect(needLines(trace)).toEqual([
      '/etc/php/8.2/fpm/php-fpm.conf configuration of',
      '/etc/php/8.2/fpm/pool.d/www.conf configuration of',
      '/srv/app/* served by',
    ]);
    expect(trace.writes).toEqual(['/run/php/fpm.pid', '/run/php/fpm.sock']);
  });

  it('says when there is no configuration', async () => {
    expect(warningCodes(await traceServer({ '/usr/sbin/php-fpm': program() }, ['php-fpm']))).toEqual(['php-fpm-without-configuration']);
  });
});
