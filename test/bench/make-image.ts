import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages } from '../e2e/support/apt.ts';
import { copyImage } from '../e2e/support/copy-image.ts';
import { type DockerEngine, startDockerEngine } from '../e2e/support/docker-engine.ts';
import { importDebian } from '../e2e/support/import-debian.ts';
import { run } from '../e2e/support/run.ts';

/** A real image of Debian packages, twice: as `docker save` writes it, and as a layout of gzip blobs. */
export type BenchImage = {
  readonly archive: string;
  /** Path of an OCI image layout; the image is tagged `latest`. */
  readonly layout: string;
  /** Gzip blobs of the layers, the base first. */
  readonly blobs: readonly string[];
  /** Names of the layer tars in the archive, the base first. */
  readonly archiveLayers: readonly string[];
  readonly archiveBytes: number;
  readonly blobBytes: number;
  /** Members of all layer tars. */
  readonly entryCount: number;
};

const name = 'flense-bench:latest';

/**
 * A compiler, an interpreter and kernel headers (many small files), an application tree that is copied, given to another owner and
 * touched again, and a clean-up that comes too late.
 */
const dockerfile = `FROM debian:bookworm AS packages
WORKDIR /debs
RUN apt-get update && apt-get download python3-django wordpress python3-sympy libjs-mathjax node-typescript
RUN mkdir /tree && for deb in *.deb; do dpkg-deb -x "$deb" /tree; done

FROM debian:bookworm
ENV DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y --no-install-recommends build-essential python3-dev ca-certificates curl
RUN apt-get install -y --no-install-recommends linux-headers-amd64
WORKDIR /srv/app
COPY --from=packages /tree /srv/app
RUN useradd --system --uid 999 app && chown -R app:app /srv/app/usr/share
RUN rm -rf /var/lib/apt/lists /usr/share/doc /usr/share/man && mkdir -p /var/lib/apt/lists
RUN touch /srv/app/ready && chmod -R go-w /srv/app/usr/lib
EXPOSE 8080
USER app
CMD ["python3", "-m", "http.server", "8080"]
`;

/** Makes the image below `directory`, or takes the one that is there. Making it needs root, the network and five minutes. */
export async function makeImage(directory: string): Promise<BenchImage> {
  const made = join(directory, 'image.json');
  if (existsSync(made)) return JSON.parse(readFileSync(made, 'utf8')) as BenchImage;
  await installPackages(['debootstrap', 'docker.io', 'skopeo']);
  const archive = join(directory, 'image.tar');
  const layout = join(directory, 'oci');
  const work = mkdtempSync(join(directory, 'work-'));
  try {
    await buildImage(work, archive);
    await copyImage(`docker-archive:${archive}`, `oci:${join(work, 'oci')}:latest`);
    await run('rm', ['-rf', layout]);
    renameSync(join(work, 'oci'), layout);
  } finally {
    await run('rm', ['-rf', '--one-file-system', work]);
  }
  const image = await describeImage(archive, layout);
  writeFileSync(made, JSON.stringify(image, null, 2));
  return image;
}

async function buildImage(work: string, archive: string): Promise<void> {
  const context = join(work, 'context');
  mkdirSync(context);
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  const engine: DockerEngine = await startDockerEngine(join(work, 'engine'));
  try {
    await importDebian(engine, work);
    await engine.docker(['build', '--network', 'host', '--tag', name, context], { timeoutMilliseconds: 1_800_000 });
    await engine.docker(['save', '--output', archive, name]);
  } finally {
    await engine.stop();
  }
}

async function describeImage(archive: string, layout: string): Promise<BenchImage> {
  const [entry] = JSON.parse((await run('tar', ['-xOf', archive, 'manifest.json'])).toString('utf8')) as [{ Layers: readonly string[] }];
  const blobs = layerBlobs(layout);
  return {
    archive,
    layout,
    blobs,
    archiveLayers: entry.Layers,
    archiveBytes: statSync(archive).size,
    blobBytes: blobs.reduce((sum, blob) => sum + statSync(blob).size, 0),
    entryCount: await countEntries(blobs),
  };
}

function layerBlobs(layout: string): readonly string[] {
  const pathOf = ({ digest }: { readonly digest: string }) => join(layout, 'blobs', digest.replace(':', '/'));
  const index = JSON.parse(readFileSync(join(layout, 'index.json'), 'utf8')) as { manifests: [{ digest: string }] };
  const manifest = JSON.parse(readFileSync(pathOf(index.manifests[0]), 'utf8')) as { layers: readonly { digest: string }[] };
  return manifest.layers.map(pathOf);
}

async function countEntries(blobs: readonly string[]): Promise<number> {
  const lists = await Promise.all(blobs.map((blob) => run('tar', ['-tzf', blob, '--quoting-style=escape'])));
  return lists.reduce((sum, list) => sum + list.toString('latin1').split('\n').length - 1, 0);
}
