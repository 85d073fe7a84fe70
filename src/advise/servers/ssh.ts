import { posix } from 'node:path';
import { parseLines } from './directive.ts';
import type { Server } from './server.ts';
import { walkConfiguration } from './walk-configuration.ts';

/** https://man.openbsd.org/ssh_config */
export const sshClient: Server = {
  id: 'ssh-client',
  names: /^(?:ssh|scp|sftp|ssh-add|ssh-keygen|ssh-keyscan)$/,
  trace: async (found) => {
    await walkConfiguration(
      found,
      ['/etc/ssh/ssh_config'].filter((path) => found.isFile(path)),
      {
        parse: parseLines,
        base: '/etc/ssh',
        includes: ({ name, args }) => (name.toLowerCase() === 'include' ? args : []),
      },
    );
    found.keep('known hosts of', ['/etc/ssh/ssh_known_hosts', '/root/.ssh/known_hosts', '/root/.ssh/config']);
    const name = posix.basename(found.path);
    if (name === 'scp' || name === 'sftp') found.start(['ssh']);
  },
};

/** https://man.openbsd.org/sshd_config */
export const sshServer: Server = {
  id: 'ssh-server',
  names: /^sshd$/,
  trace: async (found) => {
    const directives = await walkConfiguration(
      found,
      ['/etc/ssh/sshd_config'].filter((path) => found.isFile(path)),
      {
        parse: parseLines,
        base: '/etc/ssh',
        includes: ({ name, args }) => (name.toLowerCase() === 'include' ? args : []),
      },
    );
    for (const { name, args, file } of directives) {
      if (name.toLowerCase() === 'subsystem' && args[1]?.startsWith('/')) found.start(args.slice(1), { from: file });
    }
    found.keep('keys of', found.matches('/etc/ssh/ssh_host_*', '/etc/ssh/moduli'));
    found.keep('written to by', ['/run/sshd', '/var/run/sshd', '/var/empty']);
    found.keep('started by', found.matches('/usr/lib/openssh/sshd-*', '/usr/libexec/openssh/sshd-*'));
    found.warn('sshd-logins', 'whoever logs in starts a shell and what they like: name with --exec what that is');
  },
};
