import { InspectError } from '../../model/errors.ts';
import type { FileBlob } from '../../model/image.ts';
import { parseJson } from '../../model/json.ts';
import type { Limits } from '../../model/limits.ts';
import { type ArchiveMember, listMembers } from '../../tar/list-members.ts';
import type { ImageFiles } from '../image-files.ts';
import { distinctNames } from '../image-name.ts';
import { readLayout } from '../layout/read-layout.ts';
import type { ImageGroup, SourceContent } from '../offer.ts';
import { readDocument } from '../read-document.ts';
import { archiveFiles, memberBlob } from './archive-files.ts';
import { describeArchive } from './describe-archive.ts';
import { dockerGroups } from './docker-archive.ts';
import { configDigest, type DockerImage, parseDockerManifest } from './docker-manifest.ts';
import { legacyGroups } from './legacy-archive.ts';

export type ArchiveOptions = {
  /** null: whatever it is. */
  readonly form: 'docker-archive' | 'oci-archive' | null;
  readonly name: string | null;
  readonly limits: Limits;
  readonly signal: AbortSignal;
};

/** What a tar holds. @throws InspectError */
export function readArchive(archive: FileBlob, options: ArchiveOptions): SourceContent {
  const members = listMembers(archive.fd, archive.offset, archive.sizeBytes, options.limits, 'archive');
  return readMembers(
    archiveFiles(members, (member) => memberBlob(archive, member), options.limits),
    members,
    options,
  );
}

/** @param members the names of `files`, which may lie in a file or have come by. @throws InspectError */
export function readMembers(
  files: ImageFiles,
  members: readonly Pick<ArchiveMember, 'path' | 'kind'>[],
  options: ArchiveOptions,
): SourceContent {
  const { form, limits } = options;
  const layout = form === 'docker-archive' ? null : readLayout(files, options.name, limits);
  const images = form === 'oci-archive' ? null : readDockerImages(files, limits);
  if (layout !== null && (images === null || holdsImages(layout.groups))) {
    const groups = images === null ? layout.groups : withRepoTags(layout.groups, images);
    return { ...layout, source: images === null ? 'oci-archive' : 'docker-archive', groups };
  }
  const groups = images === null ? readLegacy(files, options) : dockerGroups(files, images, limits);
  if (groups === null) throw holdsNothing(form, describeArchive(members));
  return { source: 'docker-archive', groups, others: layout?.others ?? [], warnings: [] };
}

/** Docker 25.0 wrote `"manifests": null` into the `index.json` of archives whose `manifest.json` is whole. */
function holdsImages(groups: readonly ImageGroup[]): boolean {
  return groups.some(({ offers }) => offers.some(({ isPresent }) => isPresent));
}

function readDockerImages(files: ImageFiles, limits: Limits): readonly DockerImage[] | null {
  const bytes = readDocument(files, 'manifest.json', limits);
  return bytes === null ? null : parseDockerManifest(parseJson(bytes, limits, 'manifest.json'), limits, 'manifest.json');
}

function readLegacy(files: ImageFiles, { form, limits, signal }: ArchiveOptions): readonly ImageGroup[] | null {
  const bytes = form === 'oci-archive' ? null : readDocument(files, 'repositories', limits);
  return bytes === null ? null : legacyGroups(files, parseJson(bytes, limits, 'repositories'), limits, signal);
}

/** Since Docker 25 an archive is both: `index.json` has the digests, `manifest.json` the names that people know. */
function withRepoTags(groups: readonly ImageGroup[], images: readonly DockerImage[]): readonly ImageGroup[] {
  const tags = new Map(images.map(({ config, repoTags }) => [configDigest(config), repoTags]));
  return groups.map(({ names, offers }) => {
    const repoTags = offers.flatMap(({ digests }) => digests.flatMap((digest) => tags.get(digest) ?? []));
    return { names: distinctNames([...repoTags, ...names]), offers };
  });
}

function holdsNothing(form: ArchiveOptions['form'], found: string): InspectError {
  const expected = { 'docker-archive': 'a docker archive (manifest.json)', 'oci-archive': 'an OCI archive (index.json)' };
  return new InspectError('not-an-image', `expected ${form === null ? 'an image' : expected[form]}, got ${found}`);
}
