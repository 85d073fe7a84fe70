import { installPackages } from './apt.ts';

/** What the end-to-end tests run, by Debian package. Vitest calls this once, before all of them: two files that install at the same moment would be in each other's way. */
export async function setup(): Promise<void> {
  const engines = ['docker.io', 'podman', 'docker-registry', 'skopeo', 'umoci'];
  const oracles = ['attr', 'libcap2-bin', 'strace', 'rpm', 'ruby', 'composer', 'php-cli', 'python3', 'patch', 'binutils'];
  const users = ['chromium', 'curl', 'fish', 'iproute2', 'postgresql-client', 'procps', 'tmux', 'zsh'];
  const makers = ['apache2-utils', 'busybox-static', 'debootstrap', 'gcc', 'libc6-dev', 'openssl', 'perl'];
  await installPackages([...engines, ...oracles, ...users, ...makers]);
}
