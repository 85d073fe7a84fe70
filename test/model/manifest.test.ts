import { describe, expect, it } from 'vitest';
import { InspectError } from '../../src/model/errors.ts';
import { parseImageIndex, parseManifest } from '../../src/model/manifest.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const other = `sha256:${'b'.repeat(64)}`;

function failure(json: unknown, parse: typeof parseManifest | typeof parseImageIndex = parseManifest): string {
  try {
    parse(json, 'doc');
    return 'none';
  } catch (error) {
    return error instanceof InspectError ? `${error.code}: ${error.message}` : String(error);
  }
}

describe('parseManifest', () => {
  it('parses a manifest', () => {
    const json = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, size: 3 },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: other, size: 5, annotations: { a: 'b' } }],
      annotations: { c: 'd' },
    };
    expect(parseManifest(json, 'doc')).toEqual({
      kind: 'manifest',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest, sizeBytes: 3, annotations: {} },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', digest: other, sizeBytes: 5, annotations: { a: 'b' } }],
      artifactType: null,
      annotations: { c: 'd' },
    });
  });

  it('takes null for no layers and leaves out what is not there', () => {
    const parsed = parseManifest({ config: { digest, size: 0 }, layers: null }, 'doc');
    expect(parsed).toEqual({
      kind: 'manifest',
      mediaType: '',
      config: { mediaType: '', digest, sizeBytes: 0, annotations: {} },
      layers: [],
      artifactType: null,
      annotations: {},
    });
  });

  it('tells an index by its content, whatever its media type says', () => {
    const json = {
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      manifests: [
        { mediaType: 'm', digest, size: 1, platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
        { mediaType: 'm', digest: other, size: 1, platform: { os: '', architecture: '' }, artifactType: 'x/y' },
      ],
    };
    expect(parseManifest(json, 'doc')).toEqual({
      kind: 'index',
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      manifests: [
        { mediaType: 'm', digest, sizeBytes: 1, annotations: {}, platform: { os: 'linux', architecture: 'arm64' } },
        { mediaType: 'm', digest: other, sizeBytes: 1, annotations: {}, artifactType: 'x/y' },
      ],
      artifactType: null,
      annotations: {},
    });
  });

  it('refuses a document that is a manifest to one reader and an index to another', () => {
    const both = { manifests: [], layers: [], config: { digest, size: 1 } };
    const message = 'malformed-manifest: doc: expected a manifest or an index, got one that is both';
    expect(failure(both)).toBe(message);
    expect(failure(both, parseImageIndex)).toBe(message);
    expect(failure({ Manifests: [], config: { digest, size: 1 } })).toBe(message);
  });

  it("refuses Docker's schema 1 as unsupported", () => {
    const message = "unsupported: doc: expected a manifest of schema 2, got Docker's schema 1";
    expect(failure({ schemaVersion: 1, name: 'a', fsLayers: [] })).toBe(message);
    expect(failure({ fsLayers: [{ blobSum: digest }] })).toBe(message);
    expect(failure({ schemaVersion: 3 })).toBe('unsupported: doc: expected a manifest of schema 2, got schema 3');
  });

  it('refuses what does not say where its parts are', () => {
    expect(failure([])).toBe('malformed-manifest: doc: expected an object, got a list');
    expect(failure({})).toBe('malformed-manifest: doc: expected a descriptor as config, got nothing');
    expect(failure({ config: { digest, size: 1 }, layers: [{ digest }] })).toBe(
      'malformed-manifest: doc: expected a count as layers[0].size, got nothing',
    );
    expect(failure({ config: { digest: 'sha256:../../etc/passwd', size: 1 } })).toBe(
      'malformed-manifest: doc: config.digest: expected a digest like sha256:<64 hex digits>, got "sha256:../../etc/passwd"',
    );
    expect(failure({ config: { digest: digest.toUpperCase(), size: 1 } })).toMatch(
      /^malformed-manifest: doc: config.digest: expected a digest/,
    );
    expect(failure({ config: { digest, size: 1 }, layers: 'all' })).toBe('malformed-manifest: doc: expected a list as layers, got "all"');
  });
});

describe('parseImageIndex', () => {
  it('takes null and nothing for an empty list', () => {
    const empty = { kind: 'index', mediaType: '', manifests: [], artifactType: null, annotations: {} };
    expect(parseImageIndex({ schemaVersion: 2, manifests: null }, 'doc')).toEqual(empty);
    expect(parseImageIndex({ schemaVersion: 2 }, 'doc')).toEqual(empty);
  });
});
