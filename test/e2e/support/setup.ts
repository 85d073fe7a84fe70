import { installPackages } from './apt.ts';

/** What the end-to-end tests run, by Debian package. Vitest calls this once, before all of them: two files that install at the same moment would be in each other's way. */
export async function setup(): Promise<void> {
  const engines = ['docker.io', 'podman', 'docker-registry', 'skopeo', 'umoci'];
  await installPackages([...engines, 'apache2-utils', 'attr', 'busybox-static', 'debootstrap', 'openssl']);
}
