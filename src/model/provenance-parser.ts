import type { BaseImage } from './base-image.ts';
import { isDigest } from './digest.ts';
import { type JsonFields, listField, objectField, objectsField, recordField, stringField, toFields } from './json-fields.ts';

/** Of the predicates that are read: v0.2 and v1, and what comes after as long as it keeps their names. */
export const provenanceType = 'https://slsa.dev/provenance/';

/** What reads a Dockerfile, in a container of its own: no stage is built on it. */
export const frontend = /\bdocker\/dockerfile(?:-upstream)?[:@]/;

/**
 * The images that a build took something from, by an in-toto statement of SLSA provenance. Where BuildKit wrote it with `mode=max`,
 * it also says which layers each of them had.
 * https://github.com/moby/buildkit/blob/v0.19.0/docs/attestations/slsa-definitions.md
 * @throws InspectError `malformed-manifest`
 */
export function parseProvenance(json: unknown, where: string): readonly BaseImage[] {
  const predicate = objectField(toFields(json, where, 'malformed-manifest'), 'predicate');
  if (predicate === null) return [];
  const definition = objectField(predicate, 'buildDefinition');
  const materials = definition === null ? materialsOf(predicate, 'materials') : materialsOf(definition, 'resolvedDependencies');
  return [...materials, ...pulledImages(predicate, definition)];
}

function materialsOf(fields: JsonFields, name: string): readonly BaseImage[] {
  return objectsField(fields, name, (material) => {
    const uri = stringField(material, 'uri') ?? '';
    const isImage = uri.startsWith('pkg:docker/') && !frontend.test(uri);
    const digest = `sha256:${recordField(material, 'digest')['sha256'] ?? ''}`;
    return isImage && isDigest(digest) ? [fromProvenance(null, digest)] : [];
  }).flat();
}

/** Steps of `mode=max` that did nothing but pull an image, and what they pulled. */
function pulledImages(predicate: JsonFields, definition: JsonFields | null): readonly BaseImage[] {
  const parameters = definition === null ? predicate : objectField(definition, 'internalParameters');
  const config = parameters === null ? null : objectField(parameters, 'buildConfig');
  const layers = layersOfSteps(predicate, definition !== null);
  if (config === null || layers === null) return [];
  const pulls = objectsField(config, 'llbDefinition', (step) => (isPull(step) ? stringField(step, 'id') : null));
  return pulls.flatMap((id) => (id === null ? [] : objectChains(layers, `${id}:0`)).map((chain) => fromProvenance(chain, null)));
}

function layersOfSteps(predicate: JsonFields, isV1: boolean): JsonFields | null {
  const details = isV1 ? objectField(predicate, 'runDetails') : predicate;
  const metadata = details === null ? null : objectField(details, 'metadata');
  const extension = isV1 ? 'buildkit_metadata' : 'https://mobyproject.org/buildkit@v1#metadata';
  const own = metadata === null ? null : objectField(metadata, extension);
  return own === null ? null : objectField(own, 'layers');
}

function isPull(step: JsonFields): boolean {
  const wrapped = objectField(step, 'op');
  const operation = wrapped === null ? null : objectField(wrapped, 'Op');
  const source = operation === null ? null : objectField(operation, 'source');
  return source !== null && stringField(source, 'identifier')?.startsWith('docker-image://') === true;
}

/** One list of descriptors for each time that the result of a step was exported. */
function objectChains(layers: JsonFields, name: string): readonly (readonly string[])[] {
  return listField(layers, name).map((chain) => {
    const fields: JsonFields = { ...layers, value: { chain }, path: name };
    return objectsField(fields, 'chain', (descriptor) => stringField(descriptor, 'digest') ?? '');
  });
}

function fromProvenance(layers: readonly string[] | null, digest: BaseImage['digest']): BaseImage {
  return { saidBy: 'provenance', digest, layers };
}
