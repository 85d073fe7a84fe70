import { InspectError } from '../../model/errors.ts';
import { heldFiles } from '../held-files.ts';
import { type ConnectOptions, connectRepository } from './connect-repository.ts';
import { defaultNetworkPolicy } from './network-policy.ts';
import { parseRegistryName } from './registry-name.ts';

/** Whoever only wants to word a message does not wait for long. */
const maxMilliseconds = 3_000;
const policy = { ...defaultNetworkPolicy, attempts: 1 };

/**
 * Whether a registry has an image by that name; null where that cannot be found out quickly, or not without other credentials.
 * @throws InspectError `interrupted`
 */
export async function hasImage(name: string, options: ConnectOptions & { readonly signal: AbortSignal }): Promise<boolean | null> {
  const held = heldFiles();
  const deadline = AbortSignal.any([options.signal, AbortSignal.timeout(maxMilliseconds)]);
  try {
    const repository = connectRepository(parseRegistryName(name), held, options, policy, () => {});
    await repository.manifest(repository.name.reference, deadline);
    return true;
  } catch (error) {
    if (!(error instanceof InspectError) || options.signal.aborted) throw error;
    return error.code === 'no-such-image' ? false : null;
  } finally {
    held.close();
  }
}
