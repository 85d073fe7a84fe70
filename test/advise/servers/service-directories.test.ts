import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer } from './trace-server.ts';

const script = (text: string) => ({ content: text, mode: 0o755 });

describe('serviceDirectories', () => {
  it('starts every service that a supervisor looks after', async () => {
    const trace = await traceServer(
      {
        '/usr/bin/runsvdir': program(),
        '/etc/service/web': { linkTarget: '/etc/sv/web' },
        '/etc/sv/web/run': script('#!/bin/sh\n'),
        '/etc/sv/web/log/run': script('#!/bin/sh\n'),
        '/etc/sv/web/notes': 'x',
      },
      ['runsvdir', '-P', '/etc/service'],
    );
    expect(startLines(trace)).toEqual(['/etc/service/web/run', '/etc/service/web/log/run', '/etc/sv/web/run', '/etc/sv/web/log/run']);
    expect(needLines(trace)).toEqual(['/etc/service/* a service directory of', '/etc/sv/* a service directory of']);
  });

  it('reads s6-overlay, of which a oneshot is a line of execline', async () => {
    const trace = await traceServer(
      {
        '/init': script('#!/bin/execlineb -P\n'),
        '/command/with-contenv': program(),
        '/etc/cont-init.d/10-dirs': script('#!/command/with-contenv bash\n'),
        '/etc/services.d/app/run': script('#!/command/with-contenv bash\n'),
        '/etc/s6-overlay/s6-rc.d/init/up': 'with-contenv /opt/init.sh # now',
        '/etc/s6-overlay/s6-rc.d/init/type': 'oneshot',
        '/opt/init.sh': script('#!/bin/sh\n'),
      },
      ['/init'],
    );
    expect(startLines(trace)).toEqual(['with-contenv /opt/init.sh', '/opt/init.sh', '/etc/services.d/app/run', '/etc/cont-init.d/10-dirs']);
  });

  it('is silent about another init', async () => {
    expect(startLines(await traceServer({ '/sbin/init': program() }, ['/sbin/init']))).toEqual([]);
  });
});
