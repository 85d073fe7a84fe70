import { posix } from 'node:path';
import { type Directive, parseIni } from './directive.ts';
import { optionValue, type Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

const writes = ['datadir', 'socket', 'pid-file', 'pid_file', 'log_error', 'log-error', 'tmpdir', 'general_log_file', 'slow_query_log_file'];

/** https://mariadb.com/kb/en/configuring-mariadb-with-option-files/ */
export const mysql: Server = {
  id: 'mysql',
  names:
    /^(?:mysqld|mariadbd|mysqld_safe|mariadbd-safe|mysql_install_db|mariadb-install-db|mysql|mariadb|mysqladmin|mysql_upgrade|mariadb-upgrade)$/,
  trace: async (found) => {
    const given = optionValue(found.invocation.argv, '--defaults-file');
    const files = given === null ? ['/etc/my.cnf', '/etc/mysql/my.cnf', '/usr/local/mysql/my.cnf'] : [found.absolute(given)];
    // `!includedir DIRECTORY` is no assignment: it is made one.
    const parse = (text: string): readonly Directive[] => parseIni(text.replace(/^\s*!include(dir)?[ \t]+(\S+)/gm, '!include$1=$2'));
    const includes = ({ name, args }: Directive): readonly string[] =>
      name === '!includedir' ? args.map((directory) => posix.join(directory, '*.cnf')) : name === '!include' ? args : [];
    await walkConfiguration(
      found,
      files.filter((file) => found.isFile(file)),
      { parse, includes, writes },
    );
    if (/^(?:mysql|mariadb|mysqladmin)$/.test(posix.basename(found.path))) return;
    found.keepTree(
      'plugins of',
      found.matches(
        '/usr/lib/mysql/plugin',
        '/usr/lib64/mysql/plugin',
        '/usr/lib/mariadb/plugin',
        '/usr/lib/*/mysql/plugin',
        '/usr/lib/*/mariadb*/plugin',
      ),
    );
    found.keepTree('tables of', ['/usr/share/mysql', '/usr/share/mysql-8.0', '/usr/share/mysql-8.4', '/usr/share/mariadb']);
    found.keepTree('the data of', [optionValue(found.invocation.argv, '--datadir') ?? '/var/lib/mysql']);
    found.write('/var/lib/mysql', '/run/mysqld');
    found.keep('written to by', [
      '/run/mysqld',
      '/var/run/mysqld',
      '/var/log/mysql',
      '/var/lib/mysql-files',
      '/docker-entrypoint-initdb.d',
    ]);
    const helpers = ['my_print_defaults', 'resolveip', 'mariadbd', 'mysqld', 'mariadb-install-db'];
    if (/safe|install/.test(found.path)) for (const name of helpers) found.start([name], { confidence: 'guessed' });
  },
};
