import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { type RegistryServer, startRegistry } from '../e2e/support/registry-server.ts';
import { run } from '../e2e/support/run.ts';

/** A registry on the loopback that has the image of a layout, byte for byte. */
export type BenchRegistry = { readonly reference: string; readonly stop: RegistryServer['stop'] };

/** @param scratch an empty directory that is removed afterwards, with the registry's copy of the image in it */
export async function startBenchRegistry(layout: string, scratch: string): Promise<BenchRegistry> {
  const server = await startRegistry(mkdtempSync(join(scratch, 'registry-')), { isEncrypted: false, account: null });
  try {
    const name = `${server.host}/bench:latest`;
    await run('skopeo', ['--insecure-policy', 'copy', '--dest-tls-verify=false', `oci:${layout}:latest`, `docker://${name}`]);
    return { reference: `registry:${name}`, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
