// biome-ignore-all lint/suspicious/noTemplateCurlyInString: text of shells
import { describe, expect, it } from 'vitest';
import { program, script } from '../../analyzers/programs.ts';
import { neededBy, startedBy, traceScript, warningsOf } from './trace-script.ts';

const cache = `#!/bin/sh
set -e
# options or a configuration alone are for the server
if [ "\${1#-}" != "$1" ] || [ "\${1%.conf}" != "$1" ]; then
  set -- kv-server "$@"
fi
if [ "$1" = 'kv-server' -a "$(id -u)" = '0' ]; then
  find . \\! -user kv -exec chown kv '{}' +
  exec gosu kv "$0" "$@"
fi
exec "$@"
`;

const web = `#!/bin/sh
set -e
log() { [ -n "\${QUIET:-}" ] || echo "$@"; }
if [ "$1" = "webd" ]; then
  if find "/entry.d/" -mindepth 1 -type f -print -quit 2>/dev/null | read v; then
    find "/entry.d/" -follow -type f -print | sort -V | while read -r f; do
      case "$f" in
        *.envsh) [ -x "$f" ] && . "$f" ;;
        *.sh) if [ -x "$f" ]; then log "run $f"; "$f"; fi ;;
        *) log "not run: $f" ;;
      esac
    done
  fi
fi
exec "$@"
`;

const database = `#!/usr/bin/env bash
set -Eeo pipefail
file_env() {
  local var="$1" fileVar="\${1}_FILE" val="\${2:-}"
  if [ "\${!var:-}" ]; then val="\${!var}"; elif [ "\${!fileVar:-}" ]; then val="$(< "\${!fileVar}")"; fi
  export "$var"="$val"
}
sql() {
  local run=( dbsql -v stop=1 )
  [ -z "$DB_NAME" ] || run+=( --name "$DB_NAME" )
  "\${run[@]}" "$@"
}
init() {
  local f
  for f; do
    case "$f" in
      *.sh) if [ -x "$f" ]; then "$f"; else . "$f"; fi ;;
      *.sql) sql -f "$f" ;;
      *.sql.gz) gunzip -c "$f" | sql ;;
    esac
  done
}
main() {
  if [ "\${1:0:1}" = '-' ]; then set -- dbd "$@"; fi
  if [ "$1" = dbd ]; then
    file_env DB_NAME shop
    mkdir -p "$DATA"
    if [ "$(id -u)" = 0 ]; then exec gosu db "$BASH_SOURCE" "$@"; fi
    if [ ! -s "$DATA/VERSION" ]; then
      eval 'dbinit --pw=<(printf "%s" "$PW") '"$INIT_ARGS"' "$@"'
      init /init.d/*
      cat <<-'E'
	done $(never)
	E
    fi
  fi
  exec "$@"
}
main "$@"
`;

describe('entrypoints as they are common', () => {
  it('of a cache: becomes somebody else and starts itself', async () => {
    const text = cache.replaceAll('\\$', '$');
    const helpers = ['id -u', 'find . ! -user kv -exec chown kv {} +'];
    expect(await startedBy({ text, args: ['kv-server'] })).toEqual([...helpers, 'gosu kv /entry.sh kv-server', 'kv-server']);
    expect(await startedBy({ text, args: ['--port', '1'] })).toEqual([
      ...helpers,
      'gosu kv /entry.sh kv-server --port 1',
      'kv-server --port 1',
    ]);
    expect(await warningsOf({ text, args: ['kv-server'] })).toEqual([]);
  });

  it('of a web server: runs and sources what lies in a directory', async () => {
    const files = {
      '/entry.d/10-conf.sh': script('#!/bin/sh\nsed -i x /etc/web.conf'),
      '/entry.d/15-env.envsh': script('export WORKERS=$(nproc)'),
      '/entry.d/README': 'x',
    };
    const input = { text: web.replaceAll('\\$', '$'), args: ['webd', '-f'], files };
    expect(await startedBy(input)).toEqual([
      'find /entry.d/ -mindepth 1 -type f -print -quit',
      'find /entry.d/ -follow -type f -print',
      'sort -V',
      'nproc',
      '/entry.d/10-conf.sh',
      // Once more with what the sourced file exports.
      'nproc',
      '/entry.d/10-conf.sh',
      'webd -f',
    ]);
    expect(await neededBy(input)).toEqual([
      '/entry.d named to a program by',
      '/entry.d/15-env.envsh sourced by',
      '/entry.d/10-conf.sh asked for by',
    ]);
    expect(await warningsOf(input)).toEqual([]);
  });

  it('of a database: arrays, indirection, eval, process substitution and init files', async () => {
    const files = { '/init.d/a.sh': 'touch /tmp/x', '/init.d/b.sql': 'x', '/init.d/c.sql.gz': 'x', '/usr/bin/dbd': program() };
    const input = { text: database.replaceAll('\\$', '$'), args: ['dbd'], env: ['DATA=/data', 'PATH=/usr/bin'], files };
    expect(await startedBy(input)).toEqual([
      'mkdir -p /data',
      'id -u',
      'gosu db /entry.sh dbd',
      'dbinit --pw= /dev/fd/63 dbd',
      '/init.d/a.sh',
      'touch /tmp/x',
      'dbsql -v stop=1 --name shop -f /init.d/b.sql',
      'gunzip -c /init.d/c.sql.gz',
      'dbsql -v stop=1 --name shop',
      'cat',
      'dbd',
    ]);
    expect((await traceScript(input)).writes).toEqual(['/data', '/tmp/x']);
    expect(await warningsOf(input)).toEqual([]);
  });
});
