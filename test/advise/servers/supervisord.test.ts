import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

const files = {
  '/usr/bin/supervisord': { content: '#!/usr/bin/python3\n', mode: 0o755 },
  '/etc/supervisor/supervisord.conf': [
    '; comment',
    '[supervisord]',
    'logfile=/var/log/supervisord.log ; main log',
    '[include]',
    'files = conf.d/*.conf %(here)s/more.ini',
    '[program:web]',
    "command=/usr/sbin/nginx -g 'daemon off;'",
    'directory=/srv',
    'environment=A="1, 2",B=3',
  ].join('\n'),
  '/etc/supervisor/conf.d/job.conf': '[program:job]\ncommand = %(ENV_JOB)s --name %(program_name)s\n  --long\n[group:all]\ncommand=never',
};

describe('supervisord', () => {
  it('starts the program of each section, with its directory and environment', async () => {
    const trace = await traceServer(files, ['supervisord', '-n'], { env: ['JOB=/opt/job'] });
    expect(trace.invocations.map(({ argv, env, workingDir, from }) => ({ argv, env, workingDir, from }))).toEqual([
      {
        argv: ['/usr/sbin/nginx', '-g', 'daemon off;'],
        env: ['JOB=/opt/job', 'A=1, 2', 'B=3'],
        workingDir: '/srv',
        from: '/etc/supervisor/supervisord.conf',
      },
      { argv: ['/opt/job', '--name', 'job', '--long'], env: ['JOB=/opt/job'], workingDir: '/', from: '/etc/supervisor/conf.d/job.conf' },
    ]);
    expect(needLines(trace)).toEqual([
      '/etc/supervisor/supervisord.conf configuration of',
      '/etc/supervisor/conf.d/job.conf configuration of',
    ]);
    expect(trace.writes).toEqual(['/supervisord.pid', '/var/log/supervisord.log']);
  });

  it.each([
    ['stays who it is where nobody is named', '[supervisord]\nnodaemon=true\n[program:web]\ncommand=/web', { user: null }],
    ['becomes whom all are to be', '[supervisord]\nuser=www\n[program:web]\nuser=www\ncommand=/web', { user: 'www' }],
    ['gives its socket to root, which only root can', '[unix_http_server]\nchown=root:root\n[program:a]\ncommand=/a', { user: 'root' }],
    ['becomes root where that is said, which only root can', '[supervisord]\nuser=root\n[program:web]\ncommand=/web', { user: 'root' }],
    [
      'starts programs as several users, which only root can',
      '[program:a]\nuser=a\ncommand=/a\n[program:b]\nuser=b\ncommand=/b',
      undefined,
    ],
  ])('%s', async (_, configuration, becomes) => {
    const layer = { '/usr/bin/supervisord': { content: '#!/usr/bin/python3\n', mode: 0o755 }, '/etc/supervisord.conf': configuration };
    expect((await traceServer(layer, ['supervisord'])).becomes).toEqual(becomes);
  });

  it('says when there is no configuration', async () => {
    expect(warningCodes(await traceServer({ '/usr/bin/supervisord': program() }, ['supervisord', '-c', '/nowhere']))).toEqual([
      'supervisord-without-configuration',
    ]);
  });
});
