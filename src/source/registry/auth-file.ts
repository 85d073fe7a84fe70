import { InspectError } from '../../model/errors.ts';
import { parseJson } from '../../model/json.ts';
import { type JsonFields, objectField, recordField, stringField, toFields } from '../../model/json-fields.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Credentials } from './credentials.ts';

/** What `docker login` and `podman login` write. https://docs.docker.com/reference/cli/docker/login/#credential-stores */
export type AuthFile = {
  readonly path: string;
  /** By registry, as it stands in the file. */
  readonly auths: Readonly<Record<string, Credentials>>;
  /** Programs that know the credentials of one registry, then of all. */
  readonly credHelpers: Readonly<Record<string, string>>;
  readonly credsStore: string | null;
};

const limits = { jsonBytes: 1_048_576, jsonDepth: 16 };

/** null where there is none. @throws InspectError `unreadable`, `malformed-json` or `malformed-config` */
export function readAuthFile(path: string): AuthFile | null {
  const bytes = readIfThere(path);
  if (bytes === null || bytes.length === 0) return null;
  const fields = toFields(parseSecretJson(bytes, path), path, 'malformed-config');
  return {
    path,
    auths: parseAuths(objectField(fields, 'auths')),
    credHelpers: recordField(fields, 'credHelpers'),
    credsStore: stringField(fields, 'credsStore') || null,
  };
}

/** What is no JSON is not quoted, as it may be a password. */
function parseSecretJson(bytes: Buffer, path: string): unknown {
  try {
    return parseJson(bytes, limits, path);
  } catch (error) {
    if (error instanceof InspectError && error.code === 'malformed-json') {
      throw new InspectError('malformed-json', `${path}: expected JSON, got something else`);
    }
    throw error;
  }
}

function parseAuths(fields: JsonFields | null): Readonly<Record<string, Credentials>> {
  const entries = Object.keys(fields?.value ?? {}).flatMap((registry) => {
    const value = fields!.value[registry];
    const credentials = typeof value === 'object' && value !== null ? toCredentials(value as Readonly<Record<string, unknown>>) : null;
    return credentials === null ? [] : [[registry, credentials] as const];
  });
  return Object.fromEntries(entries);
}

/** Docker leaves an empty object where a program has the credentials. What is malformed counts as not there: no message may quote it. */
function toCredentials(value: Readonly<Record<string, unknown>>): Credentials | null {
  const text = (name: string): string => (typeof value[name] === 'string' ? (value[name] as string) : '');
  if (text('registrytoken') !== '') return { kind: 'registry-token', token: text('registrytoken') };
  if (text('identitytoken') !== '') return { kind: 'identity-token', token: text('identitytoken') };
  if (text('username') !== '') return { kind: 'password', username: text('username'), password: text('password') };
  const decoded = Buffer.from(text('auth'), 'base64').toString('utf8').replace(/\0+$/, '');
  const colon = decoded.indexOf(':');
  if (colon <= 0) return null;
  return { kind: 'password', username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
}
