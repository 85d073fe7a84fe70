import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { installPackages } from './apt.ts';
import { run } from './run.ts';

declare module 'vitest' {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be added to
  interface ProvidedContext {
    /** What takes long to make and several files need: there until all have ended. */
    readonly sharedDirectory: string;
  }
}

/** What the end-to-end tests run, by Debian package. Vitest calls this once, before all of them: two files that install at the same moment would be in each other's way. */
export async function setup(project: TestProject): Promise<() => Promise<unknown>> {
  const engines = ['docker.io', 'podman', 'docker-registry', 'skopeo', 'umoci'];
  const oracles = ['attr', 'libcap2-bin', 'strace', 'rpm', 'ruby', 'composer', 'php-cli', 'python3', 'patch', 'binutils'];
  const users = ['chromium', 'curl', 'fish', 'iproute2', 'postgresql-client', 'procps', 'tmux', 'zsh'];
  const makers = ['apache2-utils', 'busybox-static', 'debootstrap', 'gcc', 'libc6-dev', 'openssl', 'perl'];
  await installPackages([...engines, ...oracles, ...users, ...makers]);
  const shared = mkdtempSync(join(tmpdir(), 'flense-shared-'));
  project.provide('sharedDirectory', shared);
  return () => run('rm', ['-rf', '--one-file-system', shared]);
}
