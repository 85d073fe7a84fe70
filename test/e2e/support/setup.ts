import { installPackages } from './apt.ts';

/** What the end-to-end tests run, by Debian package. Vitest calls this once, before all of them. */
export async function setup(): Promise<void> {
  await installPackages(['attr', 'busybox-static', 'debootstrap', 'docker.io', 'skopeo', 'umoci']);
}
