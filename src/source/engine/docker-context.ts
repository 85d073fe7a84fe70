import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InspectError } from '../../model/errors.ts';
import { type JsonLimits, parseJson } from '../../model/json.ts';
import { booleanField, type JsonFields, objectField, stringField, toFields } from '../../model/json-fields.ts';
import { readIfThere } from '../read-if-there.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import { readTlsMaterial } from './tls-material.ts';

/** Of the client's own files. */
const limits: JsonLimits = { jsonBytes: 16 * 1_048_576, jsonDepth: 64 };

/** The context that `docker context use` chose; null: the default one. @throws InspectError */
export function currentContext(configDirectory: string): string | null {
  const fields = readFields(join(configDirectory, 'config.json'));
  return fields === null ? null : stringField(fields, 'currentContext') || null;
}

/**
 * The engine of a named docker context.
 * @param origin what named it, for messages
 * @throws InspectError `not-found` where there is no such context
 */
export function contextEndpoint(configDirectory: string, name: string, origin: string): Endpoint {
  // Contexts lie in directories of the hash of their name.
  const id = createHash('sha256').update(name).digest('hex');
  const fields = readFields(join(configDirectory, 'contexts/meta', id, 'meta.json'));
  if (fields === null) {
    const where = join(configDirectory, 'contexts');
    throw new InspectError('not-found', `${origin}: expected a docker context named ${JSON.stringify(name)}, got none in ${where}`);
  }
  const endpoints = objectField(fields, 'Endpoints');
  const docker = endpoints === null ? null : objectField(endpoints, 'docker');
  const host = docker === null ? null : stringField(docker, 'Host');
  const place = `docker context ${JSON.stringify(name)}`;
  if (docker === null || host === null || host === '') {
    throw new InspectError('not-found', `${place}: expected the endpoint of a Docker engine, got none`);
  }
  return parseEndpoint(host, contextTls(join(configDirectory, 'contexts/tls', id, 'docker'), docker), place);
}

function contextTls(directory: string, docker: JsonFields): ReturnType<typeof readTlsMaterial> | null {
  const isUnverified = booleanField(docker, 'SkipTLSVerify');
  return existsSync(directory) || isUnverified ? readTlsMaterial(directory, !isUnverified) : null;
}

function readFields(path: string): JsonFields | null {
  const bytes = readIfThere(path);
  return bytes === null ? null : toFields(parseJson(bytes, limits, path), path, 'malformed-json');
}
