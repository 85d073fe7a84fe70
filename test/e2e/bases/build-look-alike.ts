import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DockerEngine } from '../support/docker-engine.ts';
import type { LookAlike } from './look-alikes.ts';

const passwd = ['root:x:0:0:root:/root:/sbin/nologin', 'nobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin'];
const nonroot = 'nonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin';

/** Unpacks packages beside each other, as those who make the real ones do: nothing is configured, and there is no shell. */
export async function buildLookAlike(engine: DockerEngine, base: LookAlike, context: string): Promise<void> {
  mkdirSync(context, { recursive: true });
  writeFileSync(join(context, 'passwd'), `${[...passwd, nonroot].join('\n')}\n`);
  writeFileSync(join(context, 'group'), 'root:x:0:\nnobody:x:65534:\nnonroot:x:65532:\n');
  writeFileSync(join(context, 'Dockerfile'), dockerfile(base));
  await engine.docker(['build', '--quiet', '--network', 'host', '--tag', base.reference, context]);
}

function dockerfile({ release, packages, links, instructions }: LookAlike): string {
  const unpack =
    'for name in *.deb; do dpkg-deb --extract "$name" /base; dpkg-deb --field "$name" > /base/var/lib/dpkg/status.d/"$name"; done';
  const linked = Object.entries(links).map(([path, target]) => ` && mkdir -p /base${dirname(path)} && ln -s ${target} /base${path}`);
  return `FROM debian:${release} AS packages
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends ca-certificates
WORKDIR /downloads
RUN apt-get download ${packages.join(' ')} && mkdir -p /base/var/lib/dpkg/status.d && ${unpack}
COPY passwd group /base/etc/
RUN cd /base && mkdir -p -m 700 root && mkdir -p home/nonroot etc/ssl/certs && chown 65532:65532 home/nonroot && mkdir -p -m 1777 tmp && \\
    cp /etc/ssl/certs/ca-certificates.crt etc/ssl/certs/ && printf 'hosts: files dns\\n' > etc/nsswitch.conf && chmod 1777 tmp${linked.join('')}
FROM scratch
COPY --from=packages /base /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt
USER 65532
WORKDIR /home/nonroot
${instructions.join('\n')}
`;
}
