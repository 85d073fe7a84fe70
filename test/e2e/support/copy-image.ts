import { run } from './run.ts';

/**
 * Copies an image between formats; both sides in skopeo's words (`docker-archive:FILE`, `oci:DIR:TAG`). `architecture` is told
 * where the image is not for this machine.
 */
export async function copyImage(from: string, to: string, architecture?: string): Promise<void> {
  const override = architecture === undefined ? [] : ['--override-os', 'linux', '--override-arch', architecture];
  await run('skopeo', ['--insecure-policy', ...override, 'copy', '--quiet', from, to]);
}
