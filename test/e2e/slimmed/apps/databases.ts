import { type App, install } from '../app.ts';

export const redis: App = {
  name: 'redis',
  files: { 'redis.conf': 'protected-mode no\ndir /data\nappendonly yes\n' },
  dockerfile: [
    install('redis-server'),
    'COPY redis.conf /etc/redis/own.conf',
    'RUN mkdir /data && chown redis:redis /data',
    'VOLUME /data',
    'USER redis',
    'CMD ["redis-server", "/etc/redis/own.conf"]',
  ],
  check: {
    port: 6379,
    probe: String.raw`bash -c 'exec 3<>/dev/tcp/127.0.0.1/6379; printf "SET a 1\r\nEVAL \"return 6*7\" 0\r\nQUIT\r\n" >&3; cat <&3'`,
    expected: /^\+OK\r\n:42\r\n\+OK\r\n$/,
  },
};

const entrypoint = `#!/bin/sh
set -e
if [ "$1" = 'postgres' ] && [ "$(id -u)" = '0' ]; then
  mkdir -p "$PGDATA"
  chown -R postgres "$PGDATA"
  exec gosu postgres "$0" "$@"
fi
if [ "$1" = 'postgres' ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --auth=trust --encoding=UTF8 >/dev/null
fi
exec "$@"
`;

const query = `select to_char(timestamptz 'epoch' at time zone 'Asia/Tokyo', 'HH24:MI'), to_tsvector('english', 'running whales'), levenshtein('a', 'b')`;

export const postgres: App = {
  name: 'postgresql behind a shell entrypoint',
  files: { 'entrypoint.sh': entrypoint },
  dockerfile: [
    install('postgresql-15', 'gosu'),
    'COPY entrypoint.sh /usr/local/bin/',
    'RUN chmod 755 /usr/local/bin/entrypoint.sh',
    'ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin PGDATA=/var/lib/postgresql/data',
    'VOLUME /var/lib/postgresql/data',
    'ENTRYPOINT ["entrypoint.sh"]',
    'CMD ["postgres", "-c", "unix_socket_directories="]',
  ],
  check: {
    port: 5432,
    probe: `psql -h 127.0.0.1 -U postgres -Atc 'create extension fuzzystrmatch' -c "${query}"`,
    expected: /^CREATE EXTENSION\n09:00\|'run':1 'whale':2\|1\n$/,
  },
  needs: ['shell'],
};
