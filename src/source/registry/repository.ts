import type { Descriptor } from '../../model/descriptor.ts';
import { type Digest, digestAlgorithm, isDigest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import { digestOf } from '../read-document.ts';
import { fromNetworkFailure, unexpectedAnswer } from './answer-error.ts';
import { blobChunks } from './blob-chunks.ts';
import type { EndpointChain } from './endpoint-chain.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { readBody } from './read-body.ts';
import { formatRegistryName, type RegistryName } from './registry-name.ts';
import type { HttpResponse } from './transport.ts';
import { tryAgain } from './try-again.ts';

export type FetchedDocument = { readonly bytes: Buffer; readonly digest: Digest };

type WholeAnswer = { readonly bytes: Buffer; readonly headers: HttpResponse['headers'] };

/** Schema 1 too, so that it is what comes, and is refused by its name. */
const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.artifact.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws;q=0.5',
  'application/vnd.docker.distribution.manifest.v1+json;q=0.5',
];

const absentStatuses = [404, 410];

/** Registries of before the API have various answers to it. */
const unknownApiStatuses = [...absentStatuses, 400, 405, 406, 501];

/** One repository of a registry. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md */
export class Repository {
  readonly name: RegistryName;
  readonly #chain: EndpointChain;
  readonly #policy: NetworkPolicy;
  readonly #limits: Limits;

  constructor(name: RegistryName, chain: EndpointChain, policy: NetworkPolicy, limits: Limits) {
    this.name = name;
    this.#chain = chain;
    this.#policy = policy;
    this.#limits = limits;
  }

  /**
   * A manifest or an index, by tag or digest; held against the digest, or against the one that the registry gives with it.
   * @throws InspectError `no-such-image`, `digest-mismatch`, `limit`, `unreadable`
   */
  async manifest(reference: string, signal: AbortSignal): Promise<FetchedDocument> {
    const what = `the manifest of ${formatRegistryName({ ...this.name, reference, digest: isDigest(reference) ? reference : null })}`;
    const path = `manifests/${reference}`;
    const { bytes, headers } = await this.#document(path, manifestTypes.join(', '), what, absentStatuses, signal);
    const promised = isDigest(reference) ? reference : headers['docker-content-digest'];
    if (!isDigest(promised)) return { bytes, digest: digestOf(bytes) };
    const digest = digestOf(bytes, digestAlgorithm(promised));
    if (digest !== promised) throw new InspectError('digest-mismatch', `expected ${what} to have ${promised}, got ${digest}`);
    return { bytes, digest };
  }

  /**
   * One page of what is attached to a manifest; null where the registry has no such list.
   * @param query what follows the digest: '' for the first page
   */
  async referrers(digest: Digest, query: string, signal: AbortSignal): Promise<WholeAnswer | null> {
    const accept = 'application/vnd.oci.image.index.v1+json';
    return absentAsNull(this.#document(`referrers/${digest}${query}`, accept, 'a list of referrers', unknownApiStatuses, signal));
  }

  /** The bytes of a blob as they come, neither counted nor hashed to the end. @throws InspectError */
  async *blob(descriptor: Descriptor, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const what = `blob ${descriptor.digest} of ${descriptor.sizeBytes} bytes`;
    try {
      yield* blobChunks((position) => this.#openBlob(descriptor, position, signal), descriptor, this.#policy, signal);
    } catch (error) {
      throw fromNetworkFailure(error, `expected ${what}`);
    }
  }

  async #openBlob({ digest }: Descriptor, position: number, signal: AbortSignal): Promise<HttpResponse> {
    const headers = position === 0 ? {} : { range: `bytes=${position}-` };
    const response = await this.#chain.get(this.#path(`blobs/${digest}`), headers, signal, true);
    if (response.status === 200 || (response.status === 206 && position > 0)) return response;
    response.discard();
    throw unexpectedAnswer(response, `expected blob ${digest}`, absentStatuses.includes(response.status) ? 'missing-blob' : 'unreadable');
  }

  /** @param absent statuses that say that there is none */
  async #document(path: string, accept: string, what: string, absent: readonly number[], signal: AbortSignal): Promise<WholeAnswer> {
    const fetch = async (): Promise<WholeAnswer> => {
      const response = await this.#chain.get(this.#path(path), { accept }, signal, true);
      if (response.status !== 200) {
        response.discard();
        throw unexpectedAnswer(response, `expected ${what}`, absent.includes(response.status) ? 'no-such-image' : 'unreadable');
      }
      const bytes = await readBody(response, this.#limits.jsonBytes);
      if (bytes === null) throw limitExceeded(this.#limits, 'jsonBytes', what);
      return { bytes, headers: response.headers };
    };
    try {
      return await tryAgain(fetch, this.#policy, signal);
    } catch (error) {
      throw fromNetworkFailure(error, `expected ${what}`);
    }
  }

  #path(rest: string): string {
    return `v2/${this.name.repository}/${rest}`;
  }
}

/** For what need not be there. */
export async function absentAsNull<T>(fetched: Promise<T>): Promise<T | null> {
  try {
    return await fetched;
  } catch (error) {
    if (error instanceof InspectError && error.code === 'no-such-image') return null;
    throw error;
  }
}
