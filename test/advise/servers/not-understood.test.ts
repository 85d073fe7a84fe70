import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, traceServer, warningCodes } from './trace-server.ts';

const status = (name: string): string => `Package: ${name}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n`;

const files = {
  '/var/lib/dpkg/status': `${status('dovecot-core')}${status('dovecot-imapd')}${status('other')}`,
  '/var/lib/dpkg/info/dovecot-core.list': '/usr/sbin/dovecot\n/usr/lib/dovecot/auth\n/usr/share/doc/dovecot-core/changelog\n',
  '/var/lib/dpkg/info/dovecot-imapd.list': '/usr/lib/dovecot/imap\n',
  '/var/lib/dpkg/info/other.list': '/usr/bin/other\n',
  '/usr/sbin/dovecot': program(),
  '/usr/lib/dovecot/auth': program(),
  '/usr/lib/dovecot/imap': program(),
  '/usr/share/doc/dovecot-core/changelog': 'x',
  '/usr/bin/other': program(),
};

describe('notUnderstood', () => {
  it('keeps the packages of a server that it cannot follow, and says so', async () => {
    const trace = await traceServer(files, ['dovecot', '-F']);
    expect(new Set(trace.needs.map(({ path }) => path))).toEqual(
      new Set(['/usr/sbin/dovecot', '/usr/lib/dovecot/auth', '/usr/lib/dovecot/imap']),
    );
    expect(warningCodes(trace)).toEqual(['server-not-understood']);
  });

  it('is silent about any other program', async () => {
    expect(needLines(await traceServer(files, ['other']))).toEqual([]);
  });
});
