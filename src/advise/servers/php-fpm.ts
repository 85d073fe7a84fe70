import { posix } from 'node:path';
import { type Directive, parseIni } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

const writes = ['pid', 'error_log', 'access.log', 'slowlog', 'listen'];

/** https://www.php.net/manual/en/install.fpm.configuration.php */
export const phpFpm: Server = {
  id: 'php-fpm',
  names: /^php-?fpm-?[\d.]*$/,
  trace: async (found) => {
    const version = /([\d.]+)$/.exec(posix.basename(found.path))?.[1] ?? '*';
    const given = optionValue(found.invocation.argv, '-y', '--fpm-config');
    const usual = found.matches(
      `/etc/php/${version}/fpm/php-fpm.conf`,
      '/usr/local/etc/php-fpm.conf',
      '/etc/php*/php-fpm.conf',
      '/etc/php-fpm.conf',
    );
    const file = given === null ? usual[0] : found.absolute(given);
    if (file === undefined || !found.isFile(file)) {
      found.warn('php-fpm-without-configuration', 'its configuration is not where it is looked for: keep it with --keep');
      return;
    }
    const includes = ({ name, args }: Directive): readonly string[] => (name === 'include' ? args : []);
    // Relative names begin at the prefix: `include=etc/php-fpm.d/*.conf`.
    const base = file.startsWith('/usr/local/') ? '/usr/local' : posix.dirname(file);
    await walkConfiguration(found, [file], { parse: parseIni, base, includes, writes, trees: ['chdir', 'chroot'] });
    found.keep('written to by', ['/run/php', '/var/lib/php/sessions', '/run']);
  },
};
