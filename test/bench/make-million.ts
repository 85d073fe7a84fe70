import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type TarInput, tarEnd, tarHeader, tarPadding } from '../../src/tar/writer.ts';

/** Members of one layer, each with its content. */
type Members = Iterable<readonly [member: TarInput, content: Buffer]>;

/** Entries of one package: a directory and the files in it. */
const entriesOfPackage = 100;

/**
 * A docker archive of exactly 1,000,000 layer entries, the same bytes each time: packages in two layers, a tenth of them written
 * again, and files of some removed. It is written as it is made; a gigabyte.
 */
export function makeMillion(directory: string): string {
  const archive = join(directory, 'million.tar');
  if (existsSync(archive)) return archive;
  const unfinished = `${archive}.part`;
  const fd = openSync(unfinished, 'w');
  try {
    writeArchive(fd, [packages(0, 6_000, 'first'), packages(6_000, 9_000, 'first'), packages(1_000, 1_900, 'second'), whiteouts(10_000)]);
  } finally {
    closeSync(fd);
  }
  renameSync(unfinished, archive);
  return archive;
}

function* packages(from: number, to: number, version: string): Members {
  for (let number = from; number < to; number += 1) {
    const directory = packagePath(number);
    yield [toMember(directory, 'directory', 0), Buffer.alloc(0)];
    for (let file = 1; file < entriesOfPackage; file += 1) {
      const content = contentOf(number * entriesOfPackage + file, version);
      yield [toMember(`${directory}/${fileName(file)}`, 'file', content.length), content];
    }
  }
}

function* whiteouts(count: number): Members {
  for (let removed = 0; removed < count; removed += 1) {
    const file = 1 + (removed % 20);
    yield [toMember(`${packagePath(Math.floor(removed / 20))}/.wh.${fileName(file)}`, 'file', 0), Buffer.alloc(0)];
  }
}

function packagePath(number: number): string {
  return `/usr/lib/modules/group-${number % 50}/package-${number}`;
}

function fileName(file: number): string {
  return `file-${file}.js`;
}

function toMember(path: string, kind: 'directory' | 'file', sizeBytes: number): TarInput {
  return { path, kind, mode: kind === 'file' ? 0o644 : 0o755, uid: 0, gid: 0, mtime: 1_700_000_000, linkTarget: null, sizeBytes };
}

/** Up to 399 bytes, of which no two are the same. */
function contentOf(number: number, version: string): Buffer {
  const line = `export const value = '${version} ${number}';\n`;
  return Buffer.from(line.repeat(1 + (number % 8)));
}

function writeArchive(fd: number, layers: readonly Members[]): void {
  let offset = 0;
  const names: string[] = [];
  const diffIds: string[] = [];
  for (const members of layers) {
    const { sizeBytes, sha256 } = writeLayer(fd, offset + 512, members);
    // The header comes last, since it holds the size and the hash.
    writeSync(fd, outerHeader(`${sha256}/layer.tar`, sizeBytes), 0, 512, offset);
    offset += 512 + sizeBytes;
    names.push(`${sha256}/layer.tar`);
    diffIds.push(`sha256:${sha256}`);
  }
  const config = configOf(diffIds);
  const configName = `${createHash('sha256').update(config).digest('hex')}.json`;
  const manifest = Buffer.from(JSON.stringify([{ Config: configName, RepoTags: ['flense-million:latest'], Layers: names }]));
  const rest = [...toBlocks(configName, config), ...toBlocks('manifest.json', manifest), tarEnd()];
  const bytes = Buffer.concat(rest);
  writeSync(fd, bytes, 0, bytes.length, offset);
}

function configOf(diffIds: readonly string[]): Buffer {
  const history = diffIds.map((_, index) => ({ created: '2023-11-14T22:13:20Z', created_by: `RUN step ${index}` }));
  const rootfs = { type: 'layers', diff_ids: diffIds };
  return Buffer.from(JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Cmd: ['/bin/sh'] }, rootfs, history }));
}

function toBlocks(path: string, content: Buffer): readonly Uint8Array[] {
  return [outerHeader(path, content.length), content, tarPadding(content.length)];
}

function outerHeader(path: string, sizeBytes: number): Uint8Array {
  return tarHeader(toMember(`/${path}`, 'file', sizeBytes));
}

/** Writes a layer tar at an offset, some hundred members at a time. */
function writeLayer(fd: number, start: number, members: Members): { readonly sizeBytes: number; readonly sha256: string } {
  const hash = createHash('sha256');
  let chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  const flush = () => {
    const bytes = Buffer.concat(chunks);
    hash.update(bytes);
    sizeBytes += writeSync(fd, bytes, 0, bytes.length, start + sizeBytes);
    chunks = [];
  };
  for (const [member, content] of members) {
    chunks.push(tarHeader(member), content, tarPadding(content.length));
    if (chunks.length > 3_000) flush();
  }
  chunks.push(tarEnd());
  flush();
  return { sizeBytes, sha256: hash.digest('hex') };
}
