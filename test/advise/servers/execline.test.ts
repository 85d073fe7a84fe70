import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { startLines, traceServer } from './trace-server.ts';

describe('execline', () => {
  it('takes every word that is a program for one that may be started', async () => {
    const trace = await traceServer(
      {
        '/bin/execlineb': program(),
        '/bin/foreground': program(),
        '/bin/echo': program(),
        '/bin/s6-setuidgid': program(),
        '/opt/app': program(),
        '/run.sh': '#!/bin/execlineb -P\nforeground { echo "a b" }\ns6-setuidgid nobody\n/opt/app --now # bin/echo\n',
      },
      ['/bin/execlineb', '-P', '/run.sh'],
    );
    expect(startLines(trace)).toEqual(['foreground', 'echo a b', 's6-setuidgid nobody /opt/app --now', '/opt/app --now']);
  });
});
