import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

describe('uwsgi', () => {
  it('keeps the plugins that are asked for, and asks Python what the application imports', async () => {
    const trace = await traceServer(
      {
        '/usr/bin/uwsgi': program(),
        '/usr/bin/python3': program(),
        '/app/uwsgi.ini': '[uwsgi]\nplugins = python3\nmodule = shop.wsgi:application\nchdir = /app\nsocket = /run/uwsgi.sock\n',
        '/usr/lib/uwsgi/plugins/python3_plugin.so': 'x',
        '/usr/lib/uwsgi/plugins/ruby_plugin.so': 'x',
      },
      ['uwsgi', '--ini', '/app/uwsgi.ini'],
    );
    expect(needLines(trace)).toEqual(['/app/uwsgi.ini configuration of', '/usr/lib/uwsgi/plugins/python3_plugin.so loaded by']);
    expect(trace.invocations.map(({ argv, workingDir }) => [argv.join(' '), workingDir])).toEqual([['python3 -m shop.wsgi', '/app']]);
    expect(trace.warnings).toEqual([]);
  });

  it('says when there is nobody to ask', async () => {
    expect(warningCodes(await traceServer({ '/usr/bin/uwsgi': program() }, ['uwsgi', '--wsgi-file', 'a.py']))).toEqual([
      'uwsgi-without-python',
    ]);
  });
});
