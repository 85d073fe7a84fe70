import { describe, expect, it } from 'vitest';
import {
  isConfigType,
  isForeignType,
  isIndexType,
  isLayerType,
  isManifestType,
  isSchema1Type,
  isTarType,
} from '../../src/model/media-type.ts';

describe('media types', () => {
  it('of tars are told from those of other things', () => {
    const tars = [
      '',
      'application/vnd.oci.image.layer.v1.tar',
      'application/vnd.oci.image.layer.v1.tar+gzip',
      'application/vnd.oci.image.layer.v1.tar+zstd',
      'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
      'application/vnd.docker.image.rootfs.diff.tar.gzip',
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      'application/x-tar',
    ];
    const others = ['application/vnd.sylabs.image.layer.v1.squashfs', 'application/vnd.in-toto+json', 'application/target', 'text/start'];
    expect([...tars, ...others].filter(isTarType)).toEqual(tars);
  });

  it('of layers include layers in formats that are no tar, and no signatures', () => {
    const types = [
      'application/vnd.oci.image.layer.v1.tar+gzip',
      'application/vnd.sylabs.image.layer.v1.squashfs',
      'application/vnd.dev.cosign.simplesigning.v1+json',
      'application/vnd.dsse.envelope.v1+json',
    ];
    expect(types.filter(isLayerType)).toEqual(types.slice(0, 2));
  });

  it('may say that a layer is kept elsewhere', () => {
    const types = [
      'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      'application/vnd.oci.image.layer.nondistributable.v1.tar',
      'application/vnd.oci.image.layer.nondistributable.v1.tar+zstd',
      'application/vnd.oci.image.layer.v1.tar+gzip',
      'application/vnd.docker.image.rootfs.diff.tar.gzip',
      'application/vnd.foreign.thing',
    ];
    expect(types.filter(isForeignType)).toEqual(types.slice(0, 3));
  });

  it('of OCI and of Docker mean the same', () => {
    const types = [
      'application/vnd.oci.image.index.v1+json',
      'application/vnd.docker.distribution.manifest.list.v2+json',
      'application/vnd.oci.image.manifest.v1+json',
      'application/vnd.docker.distribution.manifest.v2+json',
      'application/vnd.oci.image.config.v1+json',
      'application/vnd.docker.container.image.v1+json',
      'application/vnd.docker.distribution.manifest.v1+prettyjws',
    ];
    expect(types.filter(isIndexType)).toEqual(types.slice(0, 2));
    expect(types.filter(isManifestType)).toEqual(types.slice(2, 4));
    expect(types.filter(isConfigType)).toEqual(types.slice(4, 6));
    expect(types.filter(isSchema1Type)).toEqual(types.slice(6));
  });
});
