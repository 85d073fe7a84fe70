import { digestHex } from '../model/digest.ts';
import type { ArchiveMember } from './archive-chunks.ts';
import type { StagedImage, StagedLayer } from './staged-image.ts';
import { blobPath, layoutDocuments } from './write-layout.ts';

/** An image layout in a tar. */
export function ociArchiveMembers(images: readonly StagedImage[], tag: string): readonly ArchiveMember[] {
  const documents = [...layoutDocuments(images, tag)].map(([path, content]) => ({ path, content }));
  const layers = images.flatMap((image) => image.layers).map((layer) => ({ path: blobPath(layer.digest), content: { file: layer.path } }));
  return byPath([...documents, ...layers]);
}

/**
 * What `docker load` takes since its beginnings: plain layers, and a `manifest.json` that names them.
 * @param image with layers that are not compressed
 */
export function dockerArchiveMembers({ config, layers }: StagedImage, name: string | null): readonly ArchiveMember[] {
  const configPath = `${digestHex(config.digest)}.json`;
  const manifest = [{ Config: configPath, RepoTags: name === null ? null : [name], Layers: layers.map(layerPath) }];
  return byPath([
    { path: configPath, content: config.bytes },
    { path: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
    ...layers.map((layer) => ({ path: layerPath(layer), content: { file: layer.path } })),
  ]);
}

function layerPath({ diffId }: StagedLayer): string {
  return `${digestHex(diffId)}.tar`;
}

/** Each once, as two images may share a layer. */
function byPath(members: readonly ArchiveMember[]): readonly ArchiveMember[] {
  const unique = new Map(members.map((member) => [member.path, member]));
  return [...unique.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
