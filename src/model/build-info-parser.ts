import type { BaseImage } from './base-image.ts';
import { isDigest } from './digest.ts';
import { parseJson } from './json.ts';
import { objectsField, stringField, toFields } from './json-fields.ts';
import type { Limits } from './limits.ts';
import { frontend } from './provenance-parser.ts';

/** Of an image configuration; written by BuildKit 0.9 to 0.11, before there were attestations. */
export const buildInfoField = 'moby.buildkit.buildinfo.v1';

/**
 * The images that a build pulled, of all its stages.
 * https://github.com/moby/buildkit/blob/v0.10.0/docs/build-repro.md
 * @param base64 of a JSON document
 * @throws InspectError `malformed-config`, `malformed-json` or `limit`
 */
export function parseBuildInfo(base64: string, limits: Limits): readonly BaseImage[] {
  const json = parseJson(Buffer.from(base64, 'base64'), limits, buildInfoField);
  return objectsField(toFields(json, buildInfoField, 'malformed-config'), 'sources', (source): readonly BaseImage[] => {
    const digest = stringField(source, 'pin');
    const isImage = stringField(source, 'type') === 'docker-image' && !frontend.test(stringField(source, 'ref') ?? '');
    return isImage && isDigest(digest) ? [{ saidBy: 'build-info', digest, layers: null }] : [];
  }).flat();
}
