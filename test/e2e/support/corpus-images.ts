/** A real image of the corpus, in the words of both programs. */
export type CorpusImage = {
  /** Below the corpus. */
  readonly path: string;
  readonly format: 'docker-archive' | 'oci' | 'oci-archive';
  /** Which of several images in a docker archive: its name for us, its place for skopeo. */
  readonly image?: { readonly name: string; readonly place: number };
  /** Where it is not for the usual one. */
  readonly architecture?: string;
};

const dive = 'wagoodman+dive/.data';
const sylabs = 'sylabs+oci-tools/test/images';
const google = 'google+go-containerregistry/pkg/v1/tarball/testdata';

/** Without the images of zstd layers, which neither oracle reads, and the broken ones. */
export const corpusImages: readonly CorpusImage[] = [
  { path: `${dive}/test-docker-image.tar`, format: 'docker-archive' },
  { path: `${dive}/test-kaniko-image.tar`, format: 'docker-archive' },
  { path: `${dive}/test-oci-gzip-image.tar`, format: 'oci-archive', architecture: 'arm64' },
  { path: `${dive}/test-oci-estargz-image.tar`, format: 'oci-archive', architecture: 'arm64' },
  { path: `${dive}/test-oci-uncompressed-image.tar`, format: 'oci-archive', architecture: 'arm64' },
  { path: 'docker-library+busybox/latest/glibc/amd64', format: 'oci' },
  { path: 'docker-library+busybox/latest/musl/amd64', format: 'oci' },
  { path: 'GoogleContainerTools+jib/jib-core/src/integration-test/resources/core/busybox-jib.tar', format: 'docker-archive' },
  { path: `${google}/hello-world-v25.tar`, format: 'docker-archive' },
  { path: `${google}/test_image_1.tar`, format: 'docker-archive' },
  { path: `${google}/test_image_2.tar`, format: 'docker-archive' },
  { path: `${google}/test_link.tar`, format: 'docker-archive', image: { name: 'bazel/v1/tarball:test_image_3', place: 1 } },
  { path: `${google}/test_bundle.tar`, format: 'docker-archive', image: { name: 'test_image_2', place: 0 } },
  ...[
    'hard-link-1',
    'hard-link-2',
    'hard-link-delete-1',
    'hard-link-delete-2',
    'hard-link-delete-3',
    'hard-link-delete-4',
    'hard-link-delete-xattr',
    'hello-world-docker-v2-manifest',
    'hello-world-docker-v2-manifest-list',
    'many-layers',
    'root-dir-entry',
    'whiteout-explicit-dir',
    'whiteout-explicit-file',
    'whiteout-opaque',
    'whiteout-opaque-end',
  ].map((name): CorpusImage => ({ path: `${sylabs}/${name}`, format: 'oci' })),
];
