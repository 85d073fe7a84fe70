import type { Digest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { Limits } from '../../model/limits.ts';
import type { HeldFiles } from '../held-files.ts';
import { fromNetworkFailure, unexpectedAnswer } from './answer-error.ts';
import { registryEndpoint } from './endpoint.ts';
import { findCredentials } from './find-credentials.ts';
import type { NetworkPolicy } from './network-policy.ts';
import { type RegistryCall, RegistryClient } from './registry-client.ts';
import { formatRegistryName, type RegistryName } from './registry-name.ts';
import { createTransport, type HttpResponse } from './transport.ts';

export type PushOptions = {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly homeDirectory: string;
  readonly insecure: boolean;
  readonly limits: Limits;
  readonly signal: AbortSignal;
};

const manifestTypes =
  'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json, application/vnd.docker.distribution.manifest.list.v2+json';

/** A repository that is written to: the registry itself, no mirror. https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#push */
export class PushTarget {
  readonly name: RegistryName;
  readonly #client: RegistryClient;
  readonly #signal: AbortSignal;

  constructor(name: RegistryName, held: HeldFiles, options: PushOptions, policy: NetworkPolicy, warn: (warning: string) => void) {
    const { environment, homeDirectory, insecure, signal } = options;
    const transport = createTransport({ environment, insecure, policy });
    held.onClose(transport.close);
    const surroundings = { environment, homeDirectory };
    const find = (until: AbortSignal) => findCredentials(name.registry, name.repository, surroundings, until);
    this.name = name;
    this.#client = new RegistryClient(registryEndpoint(name.registry, insecure), {
      transport,
      findCredentials: find,
      insecure,
      policy,
      warn,
    });
    this.#signal = signal;
  }

  /** Whether the tag stands for something. */
  async hasTag(): Promise<boolean> {
    const headers = { accept: manifestTypes };
    return this.#exists(
      `v2/${this.name.repository}/manifests/${this.name.reference}`,
      headers,
      `the tag of ${formatRegistryName(this.name)}`,
    );
  }

  async hasBlob(digest: Digest): Promise<boolean> {
    return this.#exists(`v2/${this.name.repository}/blobs/${digest}`, {}, `blob ${digest}`);
  }

  /** Asks the registry to take the blob from another of its repositories; else begins an upload. @returns where that goes on, null where nothing is to be sent */
  async beginUpload(digest: Digest, from: string | null): Promise<string | null> {
    const mount = from === null ? '' : `?mount=${encodeURIComponent(digest)}&from=${encodeURIComponent(from)}`;
    const what = `to upload blob ${digest}`;
    const response = await this.#call(
      `v2/${this.name.repository}/blobs/uploads/${mount}`,
      { method: 'POST', headers: { 'content-length': '0' }, body: null },
      what,
    );
    response.discard();
    if (response.status === 201) return null;
    return nextLocation(response, 202, what);
  }

  /** The next piece of an upload, up to a few megabytes. @returns where it goes on */
  async upload(location: string, bytes: Uint8Array, offset: number): Promise<string> {
    const headers = { 'content-type': 'application/octet-stream', 'content-range': `${offset}-${offset + bytes.length - 1}` };
    const what = `to upload bytes ${offset} and more`;
    const response = await this.#call(location, { method: 'PATCH', headers, body: bytes }, what);
    response.discard();
    return nextLocation(response, 202, what);
  }

  async endUpload(location: string, digest: Digest): Promise<void> {
    const target = `${location}${location.includes('?') ? '&' : '?'}digest=${encodeURIComponent(digest)}`;
    await this.#put(target, { 'content-length': '0' }, null, `to complete blob ${digest}`);
  }

  /** @param reference a tag or a digest */
  async putManifest(reference: string, mediaType: string, bytes: Uint8Array): Promise<void> {
    await this.#put(
      `v2/${this.name.repository}/manifests/${reference}`,
      { 'content-type': mediaType },
      bytes,
      `to put the manifest ${reference}`,
    );
  }

  async #put(target: string, headers: Readonly<Record<string, string>>, body: Uint8Array | null, what: string): Promise<void> {
    const response = await this.#call(target, { method: 'PUT', headers, body }, what);
    response.discard();
    if (response.status !== 201 && response.status !== 204) throw unexpectedAnswer(response, `expected ${what}`, 'unwritable');
  }

  async #exists(path: string, headers: Readonly<Record<string, string>>, what: string): Promise<boolean> {
    const response = await this.#call(path, { method: 'HEAD', headers, body: null }, `to ask for ${what}`);
    response.discard();
    if (response.status === 200) return true;
    if (response.status === 404) return false;
    // Some send whoever asks for a blob to where it lies.
    if (response.status === 307 || response.status === 302) return true;
    throw unexpectedAnswer(response, `expected to ask for ${what}`, 'unreadable');
  }

  async #call(target: string, call: RegistryCall, what: string): Promise<HttpResponse> {
    try {
      return await this.#client.call(target, call, this.#signal);
    } catch (error) {
      throw fromNetworkFailure(error, `expected ${what}`);
    }
  }
}

function nextLocation(response: HttpResponse, status: number, what: string): string {
  const location = response.headers['location'];
  if (response.status !== status) throw unexpectedAnswer(response, `expected ${what}`, 'unwritable');
  if (location === undefined || !URL.canParse(location, response.url.href)) {
    throw new InspectError('unwritable', `expected ${what}, got no place to send it to`);
  }
  return new URL(location, response.url).href;
}
