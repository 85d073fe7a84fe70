import { describe, expect, it } from 'vitest';
import { program } from '../../analyzers/programs.ts';
import { needLines, startLines, traceServer, warningCodes } from './trace-server.ts';

describe('sshClient', () => {
  it('reads its configuration, and scp starts ssh', async () => {
    const files = {
      '/usr/bin/ssh': program(),
      '/usr/bin/scp': program(),
      '/etc/ssh/ssh_config': 'Include ssh_config.d/*.conf',
      '/etc/ssh/ssh_config.d/a.conf': 'x',
    };
    const trace = await traceServer(files, ['scp', 'a', 'b:']);
    expect(needLines(trace)).toEqual(['/etc/ssh/ssh_config configuration of', '/etc/ssh/ssh_config.d/a.conf configuration of']);
    expect(startLines(trace)).toEqual(['ssh']);
  });
});

describe('sshServer', () => {
  it('starts its subsystems, and says that it cannot know what people start', async () => {
    const files = {
      '/usr/sbin/sshd': program(),
      '/etc/ssh/sshd_config': 'Subsystem sftp /usr/lib/openssh/sftp-server -l INFO\n',
      '/etc/ssh/ssh_host_rsa_key': 'x',
      '/usr/lib/openssh/sftp-server': program(),
    };
    const trace = await traceServer(files, ['/usr/sbin/sshd', '-D']);
    expect(startLines(trace)).toEqual(['/usr/lib/openssh/sftp-server -l INFO']);
    expect(needLines(trace)).toContain('/etc/ssh/ssh_host_rsa_key keys of');
    expect(warningCodes(trace)).toEqual(['sshd-logins']);
  });
});
