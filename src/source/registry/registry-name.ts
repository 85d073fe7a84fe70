import { type Digest, isDigest } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';

/** What a name means to a registry. */
export type RegistryName = {
  /** `host[:port]`, lower case, as the user knows it: `docker.io`. */
  readonly registry: string;
  /** `library/nginx` */
  readonly repository: string;
  /** A tag, or a digest, which goes before a tag. */
  readonly reference: string;
  readonly digest: Digest | null;
};

/** Bytes of registry and repository together, as the registries have it. */
const maxNameBytes = 255;

/**
 * Parses `[HOST[:PORT]/]REPOSITORY[:TAG][@DIGEST]` by the rules of Docker Hub.
 * https://github.com/distribution/reference
 * @throws InspectError `usage`
 */
export function parseRegistryName(text: string): RegistryName {
  const at = text.indexOf('@');
  const digest = at < 0 ? null : text.slice(at + 1);
  if (digest !== null && !isDigest(digest)) throw unexpected('a digest like sha256:<64 hex digits> after @', digest);
  const { name, tag } = splitTag(at < 0 ? text : text.slice(0, at));
  if (tag !== null && !/^\w[\w.-]{0,127}$/.test(tag)) throw unexpected('a tag of letters, digits, dots, dashes and underscores', tag);
  const { registry, path } = splitRegistry(name);
  const repository = registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path;
  checkRepository(repository, name);
  return { registry, repository, reference: digest ?? tag ?? 'latest', digest };
}

/** As a person writes it. */
export function formatRegistryName({ registry, repository, reference, digest }: RegistryName): string {
  const host = registry === 'docker.io' ? '' : `${registry}/`;
  const path = host === '' ? repository.replace(/^library\//, '') : repository;
  return `${host}${path}${digest === null ? ':' : '@'}${reference}`;
}

/** A colon before the last slash belongs to a port. */
function splitTag(text: string): { readonly name: string; readonly tag: string | null } {
  const colon = text.lastIndexOf(':');
  if (colon <= text.lastIndexOf('/')) return { name: text, tag: null };
  return { name: text.slice(0, colon), tag: text.slice(colon + 1) };
}

/** The first component is a host where it could not be part of a repository, or is `localhost`. */
function splitRegistry(name: string): { readonly registry: string; readonly path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isHost) return { registry: 'docker.io', path: name };
  const registry = first.toLowerCase();
  checkHost(registry);
  const isHub = registry === 'index.docker.io' || registry === 'registry-1.docker.io';
  return { registry: isHub ? 'docker.io' : registry, path: name.slice(slash + 1) };
}

function checkHost(host: string): void {
  const isName = /^[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})*\.?(?::\d{1,5})?$/.test(host);
  const isAddress = /^\[[0-9a-f:]{2,45}\](?::\d{1,5})?$/.test(host);
  if (host.length > maxNameBytes || !(isName || isAddress)) throw unexpected('the host of a registry', host);
}

function checkRepository(repository: string, name: string): void {
  const parts = repository.split('/');
  const isWellFormed = name.length <= maxNameBytes && parts.every((part) => /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/.test(part));
  if (!isWellFormed)
    throw unexpected('the name of an image: lower-case letters and digits, with single dots, dashes or underscores between', name);
  // Otherwise an id of an image would be looked for on Docker Hub, as a name that anybody may register.
  if (/^(?:library\/)?[0-9a-f]{64}$/.test(repository)) throw unexpected('the name of an image', name);
}

function unexpected(expected: string, found: string): InspectError {
  const quoted = JSON.stringify(found.length > 100 ? `${found.slice(0, 97)}...` : found);
  return new InspectError('usage', `expected ${expected}, got ${quoted}`);
}
