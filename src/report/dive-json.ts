import { constants } from 'node:buffer';
import { digestHex } from '../model/digest.ts';
import type { DiveExport, DiveFile, DiveLayer } from '../model/dive-numbers.ts';
import { InspectError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { EntryKind } from '../model/layer-entry.ts';
import { decodeName, entryKind, type IndexColumns, linkBytes, pathBytes } from '../model/layer-index.ts';
import { goFileMode } from './go-file-mode.ts';
import { goJsonString } from './go-json.ts';

/**
 * The JSON of `dive --json`, key for key and space for space.
 * https://github.com/wagoodman/dive/blob/v0.13.1/runtime/export/export.go
 * @throws InspectError `limit` where it is longer than a string can be; `diveJsonParts` has no such limit
 */
export function renderDiveJson(image: Image, dive: DiveExport): string {
  const parts: string[] = [];
  let length = 0;
  for (const part of diveJsonParts(image, dive)) {
    length += part.length;
    if (length > constants.MAX_STRING_LENGTH)
      throw new InspectError('limit', `dive's JSON: more than ${constants.MAX_STRING_LENGTH} characters`);
    parts.push(part);
  }
  return parts.join('');
}

/** The same a piece at a time, for images of which the whole would fill the memory. */
export function* diveJsonParts(image: Image, dive: DiveExport): Generator<string> {
  const instructions = image.config.history.filter((record) => !record.emptyLayer);
  yield '{\n  "layer": [';
  for (const [i, layer] of dive.layers.entries()) {
    const record = instructions[i];
    yield `${i === 0 ? '\n' : ',\n'}    {
      "index": ${i},
      "id": ${goJsonString(layerId(image, i))},
      "digestId": ${goJsonString(record === undefined ? '' : (image.config.diffIds[i] ?? ''))},
      "sizeBytes": ${layerBytes(layer)},
      "command": ${goJsonString(record === undefined ? '(missing)' : record.createdBy.replace(/^\/bin\/sh -c /, ''))},
      "fileList": [`;
    yield* fileListParts(layer);
    yield `]
    }`;
  }
  yield dive.layers.length === 0 ? '],\n' : '\n  ],\n';
  yield* imageParts(dive);
  yield '\n}';
}

/** dive shows the first part of the layer's name in the archive, which is `blobs` for all of them since Docker 25. */
function layerId(image: Image, i: number): string {
  const layer = image.layers[i];
  return layer === undefined ? '' : digestHex(layer.digest ?? layer.diffId);
}

function layerBytes({ index }: DiveLayer): number {
  let sum = 0;
  for (const bytes of index.columns.sizes) sum += bytes;
  return sum;
}

/** Entries in one piece of text. */
const batchEntries = 1_024;

function* fileListParts({ index, rows }: DiveLayer): Generator<string> {
  for (let start = 0; start < rows.length; start += batchEntries) {
    yield start === 0 ? '\n' : ',\n';
    const entries: string[] = [];
    for (const row of rows.subarray(start, start + batchEntries)) entries.push(row === -1 ? missingParent : fileInfo(index.columns, row));
    yield entries.join(',\n');
  }
  if (rows.length > 0) yield '\n      ';
}

const missingParent = fileInfoText('""', 0, '""', 0, 0, 0, 0, false);

function fileInfo(columns: IndexColumns, row: number): string {
  const kind = entryKind(columns, row);
  const path = goJsonString(archivePath(kind, decodeName(pathBytes(columns, row))));
  const link = kind === 'symlink' || kind === 'hardlink' ? goJsonString(decodeName(linkBytes(columns, row))) : '""';
  const fileMode = goFileMode(kind, columns.modes[row]!);
  return fileInfoText(
    path,
    typeFlag(kind),
    link,
    columns.sizes[row]!,
    fileMode,
    columns.uids[row]!,
    columns.gids[row]!,
    kind === 'directory',
  );
}

function fileInfoText(
  path: string,
  typeFlag: number,
  linkName: string,
  size: number,
  fileMode: number,
  uid: number,
  gid: number,
  isDir: boolean,
): string {
  return `        {
          "path": ${path},
          "typeFlag": ${typeFlag},
          "linkName": ${linkName},
          "size": ${size},
          "fileMode": ${fileMode},
          "uid": ${uid},
          "gid": ${gid},
          "isDir": ${isDir}
        }`;
}

function archivePath(kind: EntryKind, path: string): string {
  if (kind !== 'whiteout') return path;
  const name = path.lastIndexOf('/') + 1;
  return `${path.slice(0, name)}.wh.${path.slice(name)}`;
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 */
function typeFlag(kind: EntryKind): number {
  switch (kind) {
    case 'file':
    case 'whiteout':
    case 'opaque-whiteout':
    case 'aufs-metadata':
      return 0x30;
    case 'hardlink':
      return 0x31;
    case 'symlink':
      return 0x32;
    case 'char':
      return 0x33;
    case 'block':
      return 0x34;
    case 'directory':
      return 0x35;
    case 'fifo':
      return 0x36;
  }
}

function* imageParts({ numbers, inefficientFiles }: DiveExport): Generator<string> {
  yield `  "image": {
    "sizeBytes": ${numbers.sizeBytes},
    "inefficientBytes": ${numbers.wastedBytes},
    "efficiencyScore": ${numbers.efficiencyScore},
    "fileReference": [`;
  for (const [i, file] of inefficientFiles.entries()) yield (i === 0 ? '\n' : ',\n') + fileReference(file);
  yield inefficientFiles.length === 0 ? ']\n  }' : '\n    ]\n  }';
}

function fileReference({ path, count, cumulativeBytes }: DiveFile): string {
  return `      {
        "count": ${count},
        "sizeBytes": ${cumulativeBytes},
        "file": ${goJsonString(path)}
      }`;
}
