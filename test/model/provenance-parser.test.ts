import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { parseProvenance } from '../../src/model/provenance-parser.ts';

const base = `sha256:${'a'.repeat(64)}`;
const [one, two] = ['1', '2'].map((digit) => ({ mediaType: 'layer', digest: `sha256:${digit.repeat(64)}`, size: 1 }));

const materials = [
  { uri: 'pkg:docker/node@20-slim?platform=linux%2Famd64', digest: { sha256: base.slice(7) } },
  { uri: 'pkg:docker/docker/dockerfile@1', digest: { sha256: 'f'.repeat(64) } },
  { uri: 'https://github.com/example/app.git#main', digest: { sha1: '0'.repeat(40) } },
  { uri: 'pkg:docker/unpinned@1' },
];

const steps = [
  { id: 'step0', op: { Op: { source: { identifier: `docker-image://docker.io/library/node:20-slim@${base}` } } } },
  { id: 'step1', op: { Op: { exec: { meta: { args: ['npm', 'ci'] } } } }, inputs: ['step0:0'] },
  { id: 'step2', op: { Op: { source: { identifier: 'local://context' } } } },
];

const layers = { 'step0:0': [[one, two]], 'step1:0': [[one, two, one]], 'step2:0': [[two]] };

const ofBase = { saidBy: 'provenance', digest: base, layers: null };
const pulled = { saidBy: 'provenance', digest: null, layers: [one!.digest, two!.digest] };

const older = (predicate: object): unknown => ({ predicateType: 'https://slsa.dev/provenance/v0.2', predicate });

describe('parseProvenance', () => {
  it('finds the images of a build in either version, without what read its Dockerfile', () => {
    const newer = { predicate: { buildDefinition: { resolvedDependencies: materials } } };
    expect(parseProvenance(older({ materials }), 'test')).toEqual([ofBase]);
    expect(parseProvenance(newer, 'test')).toEqual([ofBase]);
  });

  it('finds the layers of what the build pulled, and of nothing else that it did', () => {
    const metadata = { 'https://mobyproject.org/buildkit@v1#metadata': { layers } };
    expect(parseProvenance(older({ materials, buildConfig: { llbDefinition: steps }, metadata }), 'test')).toEqual([ofBase, pulled]);
    const newer = {
      predicate: {
        buildDefinition: { resolvedDependencies: materials, internalParameters: { buildConfig: { llbDefinition: steps } } },
        runDetails: { metadata: { buildkit_metadata: { layers } } },
      },
    };
    expect(parseProvenance(newer, 'test')).toEqual([ofBase, pulled]);
  });

  it.each([
    ['nothing', {}],
    ['no predicate', { predicateType: 'https://slsa.dev/provenance/v1' }],
    ['a predicate of somebody else', { predicate: { materials: [{ uri: 'git+https://example.org/a' }], metadata: {} } }],
    ['layers without steps', older({ metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { layers } } })],
    ['steps without layers', older({ buildConfig: { llbDefinition: steps } })],
    ['a digest that is none', older({ materials: [{ uri: 'pkg:docker/a@1', digest: { sha256: '../../etc/passwd' } }] })],
  ])('finds nothing in %s', (_, json) => {
    expect(parseProvenance(json, 'test')).toEqual([]);
  });

  it.each([
    ['a list', [], 'test: expected an object, got a list'],
    ['materials that are none', older({ materials: 3 }), 'test: expected a list as predicate.materials, got 3'],
    [
      'layers that are none',
      older({
        buildConfig: { llbDefinition: steps },
        metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { layers: { 'step0:0': 'x' } } },
      }),
      'test: expected a list as predicate.metadata.https://mobyproject.org/buildkit@v1#metadata.layers.step0:0, got "x"',
    ],
  ])('refuses %s', (_, json, message) => {
    expect(() => parseProvenance(json, 'test')).toThrow(new InspectError('malformed-manifest', message));
  });
});
