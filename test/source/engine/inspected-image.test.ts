import { describe, expect, it } from 'vitest';
import { parseImageConfig } from '../../../src/model/image-config-parser.ts';
import { parseInspectedImage } from '../../../src/source/engine/inspected-image.ts';
import { imageConfig } from '../../support/image-config.ts';
import { inspectJson } from './engine-image.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const image = imageConfig({
  layers: [{ '/a': 1 }],
  platform: 'linux/arm/v7',
  author: 'somebody',
  config: {
    User: 'node',
    Env: ['A=1'],
    Entrypoint: ['/bin/a'],
    Cmd: null,
    ExposedPorts: { '80/tcp': {} },
    Labels: { a: 'b' },
    Healthcheck: { Test: ['CMD', 'x'], Interval: 5_000_000_000 },
    StopSignal: 'SIGQUIT',
  },
});

describe('an inspected image', () => {
  it('has the configuration that its configuration file has, but for the history', () => {
    const { history: _, ...config } = parseImageConfig(JSON.parse(Buffer.from(image.config).toString('utf8')), 'x');
    expect(parseInspectedImage(inspectJson(image, { repoTags: ['a:1'] }))).toEqual({
      id: image.imageId,
      repoTags: ['a:1'],
      manifestDigest: null,
      isOneOfMany: false,
      sizeBytes: null,
      config,
    });
  });

  it('has the size that the engine gives, where it gives one', () => {
    expect(parseInspectedImage({ ...inspectJson(image), Size: 12_345 }).sizeBytes).toBe(12_345);
    expect(parseInspectedImage({ ...inspectJson(image), Size: null }).sizeBytes).toBeNull();
  });

  it('has the digest that it was pulled by', () => {
    const repoDigests = [`a@${digest('1')}`, `b.example/a@${digest('1')}`];
    expect(parseInspectedImage(inspectJson(image, { repoDigests })).manifestDigest).toBe(digest('1'));
  });

  it('has no digest where there are several, or none', () => {
    const digestOf = (repoDigests: readonly string[]): unknown => parseInspectedImage(inspectJson(image, { repoDigests })).manifestDigest;
    expect(digestOf([`a@${digest('1')}`, `b@${digest('2')}`])).toBe(null);
    expect(digestOf(['a@<none>'])).toBe(null);
    expect(digestOf([])).toBe(null);
  });

  it('in the store of containerd may be one of many, and its digest that of an index', () => {
    const inspect = (extra: object): unknown => {
      const { manifestDigest, isOneOfMany } = parseInspectedImage({
        ...inspectJson(image, { repoDigests: [`a@${digest('1')}`] }),
        ...extra,
      });
      return { manifestDigest, isOneOfMany };
    };
    const index = { mediaType: 'application/vnd.oci.image.index.v1+json', digest: digest('1'), size: 9 };
    const manifest = { ...index, mediaType: 'application/vnd.oci.image.manifest.v1+json' };
    expect(inspect({ Id: digest('1'), Descriptor: index })).toEqual({ manifestDigest: null, isOneOfMany: true });
    expect(inspect({ Id: digest('1'), Descriptor: manifest })).toEqual({ manifestDigest: digest('1'), isOneOfMany: true });
    // Docker 25 to 27 have no descriptor.
    expect(inspect({ Id: digest('1') })).toEqual({ manifestDigest: digest('1'), isOneOfMany: true });
    expect(inspect({})).toEqual({ manifestDigest: digest('1'), isOneOfMany: false });
  });

  it('without layers has none', () => {
    expect(parseInspectedImage({ ...inspectJson(image), RootFS: { Type: 'layers' } }).config.diffIds).toEqual([]);
  });

  it.each([
    [[], 'image inspect: expected an object, got a list'],
    [{ ...inspectJson(image), Id: '../x' }, 'image inspect: expected a digest as Id, got "../x"'],
    [{ ...inspectJson(image), RootFS: null }, 'image inspect: expected an object as RootFS, got null'],
    [{ ...inspectJson(image), RootFS: { Layers: ['x'] } }, 'image inspect: expected a digest as rootfs.diff_ids[0], got "x"'],
    [{ ...inspectJson(image), RepoTags: 'a' }, 'image inspect: expected a list as RepoTags, got "a"'],
  ])('is refused where it is malformed (%#)', (json, message) => {
    expect(() => parseInspectedImage(json)).toThrow(message);
  });
});
