import { elf } from '../test/support/elf.ts';
import type { LayerInput } from '../test/support/layers.ts';
import { ociArchive } from '../test/support/oci-layout.ts';

/** One static program, nobody's shell, and an owner that is not root: an image about which there is nothing to say. */
export function staticNonroot(): Uint8Array {
  return ociArchive({
    tags: ['2.0.1'],
    compression: 'gzip',
    layers: [base, application()],
    created: '2024-02-20T08:00:00Z',
    history: [
      { createdBy: 'COPY /rootfs/ / # buildkit', created: '2024-02-20T08:00:00Z', comment: 'buildkit.dockerfile.v0' },
      { createdBy: 'COPY /out/lighthouse /lighthouse # buildkit', created: '2024-02-20T08:00:00Z', comment: 'buildkit.dockerfile.v0' },
      { createdBy: 'USER 65532:65532', created: '2024-02-20T08:00:00Z', comment: 'buildkit.dockerfile.v0', emptyLayer: true },
      { createdBy: 'ENTRYPOINT ["/lighthouse"]', created: '2024-02-20T08:00:00Z', comment: 'buildkit.dockerfile.v0', emptyLayer: true },
    ],
    config: {
      User: '65532:65532',
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'],
      Entrypoint: ['/lighthouse'],
      ExposedPorts: { '8080/tcp': {} },
      WorkingDir: '/home/nonroot',
      Labels: {
        'org.opencontainers.image.created': '2024-02-20T08:00:00Z',
        'org.opencontainers.image.licenses': 'MIT',
        'org.opencontainers.image.revision': '0123456789abcdef0123456789abcdef01234567',
        'org.opencontainers.image.source': 'https://git.example.org/lighthouse',
        'org.opencontainers.image.title': 'lighthouse',
        'org.opencontainers.image.version': '2.0.1',
      },
    },
    annotations: { 'org.opencontainers.image.title': 'lighthouse' },
  });
}

const base: LayerInput = {
  '/etc/': 0,
  '/etc/group': 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n',
  '/etc/nsswitch.conf': 'hosts: files dns\n',
  '/etc/os-release': 'NAME="Nothing"\nID=nothing\nPRETTY_NAME="Nothing but a program"\n',
  '/etc/passwd':
    'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  '/etc/ssl/': 0,
  '/etc/ssl/certs/': 0,
  '/etc/ssl/certs/ca-certificates.crt': `-----BEGIN CERTIFICATE-----\n${`${'Q'.repeat(64)}\n`.repeat(12)}-----END CERTIFICATE-----\n`,
  '/home/': 0,
  '/home/nonroot/': { mode: 0o700, uid: 65532, gid: 65532 },
  '/tmp/': { mode: 0o1777 },
};

function application(): LayerInput {
  const program = elf({
    goBuildInfo: {
      goVersion: 'go1.22.0',
      moduleInfo: [
        'path\tgit.example.org/lighthouse',
        'mod\tgit.example.org/lighthouse\t(devel)\t',
        'dep\tgolang.org/x/net\tv0.21.0\th1:AQyQV4dYCvJ7vGmJyKki9+PBdyvhkSd8EIx/qb0AYv4=',
        'build\t-ldflags="-s -w"',
        'build\tCGO_ENABLED=0',
        'build\tGOARCH=amd64',
        'build\tGOOS=linux',
        '',
      ].join('\n'),
    },
    textBytes: 16_000,
  });
  return { '/lighthouse': { content: program, mode: 0o755 } };
}
