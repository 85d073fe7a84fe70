import type { JavaFile, JavaPackage } from '../../model/java-file.ts';
import type { FileContent } from '../gatherer.ts';
import { identityOf, type JavaIdentity, licenseOf, parseManifest, parsePomProperties, splitName } from './java-identity.ts';
import { type ByteSource, memberBytes, memberData, type ZipMember, zipMembers } from './zip-directory.ts';

const textBytes = 1_048_576;
/** Of one archive in another that has to be inflated. */
const nestedBytes = 64 * 1_048_576;
/** Of all that is inflated of one file. */
const inflatedBytes = 256 * 1_048_576;
const maxArchives = 4_096;
/** What it takes to look at one member, beside its bytes. */
const memberCost = 1_024;
/** Of archives that could not be read; more say no more. */
const maxUnreadable = 16;
const maxDepth = 4;
const maxPackages = 20_000;
const manifestPath = 'META-INF/MANIFEST.MF';

/** What the archives say of themselves, without the classes in them. */
export function keepJava(name: string, content: FileContent, sizeBytes: number): Buffer {
  const survey: Survey = { fileName: name, packages: [], unreadable: [], leftBytes: inflatedBytes, leftArchives: maxArchives };
  const source: ByteSource = { sizeBytes, read: (offset, length) => (length === 0 ? Buffer.alloc(0) : content.read(offset, length)) };
  surveyArchive(source, '', 0, survey);
  const { packages, unreadable } = survey;
  return Buffer.from(JSON.stringify({ packages, unreadable } satisfies JavaFile));
}

type Survey = {
  readonly fileName: string;
  readonly packages: JavaPackage[];
  readonly unreadable: { readonly path: string; readonly reason: string }[];
  leftBytes: number;
  leftArchives: number;
};

function surveyArchive(source: ByteSource, path: string, depth: number, survey: Survey): void {
  survey.leftArchives -= 1;
  const members = zipMembers(source, survey.leftBytes, isTelling);
  if (typeof members === 'string') tellUnreadable(survey, path, members);
  else {
    survey.leftBytes -= memberCost * members.length;
    addPackages(source, path, members, survey);
    for (const member of members.filter(({ name }) => isArchive(name))) surveyNested(source, member, path, depth, survey);
  }
}

function tellUnreadable({ unreadable }: Survey, path: string, reason: string): void {
  if (unreadable.length < maxUnreadable) unreadable.push({ path, reason });
}

function isTelling(name: string): boolean {
  return name === manifestPath || isPom(name) || isArchive(name);
}

function isPom(name: string): boolean {
  return name.startsWith('META-INF/maven/') && name.endsWith('/pom.properties');
}

function isArchive(name: string): boolean {
  return /\.(?:jar|war|ear)$/i.test(name) && name.length <= 4_096;
}

/** The archive itself, and what was packed into it. */
function addPackages(source: ByteSource, archive: string, members: readonly ZipMember[], survey: Survey): void {
  const text = (member: ZipMember | undefined): string =>
    (member === undefined ? null : inflate(source, member, textBytes, survey))?.toString('utf8') ?? '';
  const manifest = parseManifest(text(members.find(({ name }) => name === manifestPath)));
  const poms = members
    .filter(({ name }) => isPom(name))
    .slice(0, Math.max(0, maxPackages - survey.packages.length))
    .flatMap((member) => parsePomProperties(text(member)) ?? []);
  const fileName = archive === '' ? survey.fileName : archive.slice(archive.lastIndexOf('/') + 1);
  const own = ownIdentity(fileName, poms);
  const license = licenseOf(manifest);
  const identity = own === null ? identityOf(fileName, manifest) : { ...own, license };
  if (survey.packages.length < maxPackages) survey.packages.push({ archive, isArchive: true, ...identity });
  for (const pom of poms) if (pom !== own) survey.packages.push({ archive, isArchive: false, ...pom });
}

/** Of several poms that of which the archive bears the name; a single one is its own. */
function ownIdentity(fileName: string, poms: readonly JavaIdentity[]): JavaIdentity | null {
  const { name } = splitName(fileName);
  return poms.find((pom) => pom.name === name) ?? (poms.length === 1 ? poms[0]! : null);
}

function surveyNested(source: ByteSource, member: ZipMember, outer: string, depth: number, survey: Survey): void {
  const path = outer === '' ? member.name : `${outer}!/${member.name}`;
  if (depth + 1 >= maxDepth || survey.leftArchives <= 0) {
    tellUnreadable(survey, path, `expected at most ${maxArchives} archives in ${maxDepth} levels`);
    return;
  }
  const nested = member.isStored ? memberData(source, member) : fromBytes(inflate(source, member, nestedBytes, survey));
  if (nested === null) tellUnreadable(survey, path, `expected an archive of at most ${nestedBytes} bytes that is whole`);
  else surveyArchive(nested, path, depth + 1, survey);
}

function inflate(source: ByteSource, member: ZipMember, maxBytes: number, survey: Survey): Buffer | null {
  const bytes = survey.leftBytes <= 0 ? null : memberBytes(source, member, Math.min(maxBytes, survey.leftBytes));
  survey.leftBytes -= bytes?.length ?? 0;
  return bytes;
}

function fromBytes(bytes: Buffer | null): ByteSource | null {
  if (bytes === null) return null;
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => (offset + length > bytes.length ? null : bytes.subarray(offset, offset + length)),
  };
}
