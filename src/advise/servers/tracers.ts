import type { FileTracer, ProgramTracer } from '../tracer.ts';
import { apache, apachectl } from './apache.ts';
import { cron } from './cron.ts';
import { execline } from './execline.ts';
import { git } from './git.ts';
import { haproxy } from './haproxy.ts';
import { imageMagick } from './image-magick.ts';
import { logrotate } from './logrotate.ts';
import { mysql } from './mysql.ts';
import { nginx } from './nginx.ts';
import { notUnderstood } from './not-understood.ts';
import { phpFpm } from './php-fpm.ts';
import { pluginDirectories } from './plugin-directories.ts';
import { postgresql } from './postgresql.ts';
import { postgresqlCommon } from './postgresql-common.ts';
import { redis } from './redis.ts';
import { rsyslog } from './rsyslog.ts';
import { type Server, serverTracer } from './server.ts';
import { serviceDirectories } from './service-directories.ts';
import { sshClient, sshServer } from './ssh.ts';
import { supervisord } from './supervisord.ts';
import { uwsgi } from './uwsgi.ts';
import { varnish } from './varnish.ts';

/** Each a line. */
const servers: readonly Server[] = [
  apache,
  apachectl,
  cron,
  execline,
  git,
  haproxy,
  logrotate,
  mysql,
  nginx,
  notUnderstood,
  phpFpm,
  postgresql,
  postgresqlCommon,
  redis,
  rsyslog,
  serviceDirectories,
  sshClient,
  sshServer,
  supervisord,
  uwsgi,
  varnish,
];

type Tracers = { readonly programs: readonly ProgramTracer[]; readonly files: readonly FileTracer[] };

/** Servers and tools of which it is known what they read, load and start. */
export const serverTracers: Tracers = { programs: [...servers.map(serverTracer), pluginDirectories], files: [imageMagick] };
