import type { ImageTree } from '../../filesystem/image-tree.ts';
import { kindOf } from '../../filesystem/tree-state.ts';
import type { ImageDiff } from '../../model/image-diff.ts';
import { formatInstruction } from '../../model/instruction.ts';
import { formatPlatform } from '../../model/platform.ts';
import { formatByteChange } from '../diff-change.ts';
import { configName, configValues, countFiles, fileChangeText, filesByWeight, packagesByWeight, versionsText } from '../diff-rows.ts';
import { escapeTerminal } from '../escape-terminal.ts';
import { formatBytes } from '../format-bytes.ts';
import { formatCount } from '../format-count.ts';
import { diffMode, layerMode } from './colour-modes.ts';
import { maxPageNodes } from './inspect-page.ts';
import { limitedTable } from './inspect-tables.ts';
import type { PageData, PageTable } from './page-data.ts';
import { type PageLeaf, pageTree } from './page-tree.ts';
import type { PageHead } from './render-page.ts';

const maxRows = 5_000;

export function diffHead(diff: ImageDiff): PageHead {
  const { before, after, pull, layers, tool } = diff;
  const counts = countFiles(diff);
  const pulled = pull.compressedBytes === null ? formatBytes(pull.sizeBytes) : `${formatBytes(pull.compressedBytes)} compressed`;
  const shared = layers.filter(({ sharedWith }) => sharedWith !== null).length;
  return {
    title: `${before.reference} → ${after.reference}`,
    kicker: diff.isSame ? 'Two container images, and nothing differs' : 'What differs between two container images',
    figures: [
      [formatByteChange(before.sizeBytes, after.sizeBytes), 'size'],
      [formatBytes(after.sizeBytes), `from ${formatBytes(before.sizeBytes)}`],
      [pull.layerCount === 0 ? 'nothing' : pulled, 'to pull for who has the first'],
      [formatCount(counts.added), 'paths added'],
      [formatCount(counts.removed), 'removed'],
      [formatCount(counts.changed), 'changed'],
      [`${shared} of ${layers.length}`, 'layers shared'],
    ],
    facts: [
      ['Platform before', formatPlatform(before.platform)],
      ['Platform after', formatPlatform(after.platform)],
      ['Image id before', before.imageId],
      ['Image id after', after.imageId],
    ],
    footer: `${tool.name} ${tool.version}. Sizes are of contents, in units of a thousand. Times of modification are not compared.`,
  };
}

/** @param tree of the image after */
export function diffData(diff: ImageDiff, tree: ImageTree): PageData {
  // Layers of the image after; what was removed is in none of them.
  const layers = layerMode(diff.layers);
  const legend = [...layers.legend, { label: 'removed', hue: null }];
  const modes = [diffMode, { ...layers, legend }];
  return {
    tree: pageTree(leavesOf(diff, tree), modes.length, maxPageNodes),
    modes,
    layers: diff.layers.map(({ index, sizeBytes, createdBy, sharedWith }) => ({
      index,
      sizeBytes,
      reclaimableBytes: 0,
      entryCount: tree.layers[index]?.entryCount ?? 0,
      created: '',
      instruction: escapeTerminal(formatInstruction(createdBy)),
      note: sharedWith === null ? 'new' : 'shared',
    })),
    tables: [packageTable(diff), configTable(diff), fileTable(diff)].filter(({ rows }) => rows.length > 0),
    texts: [],
  };
}

const categories = { added: 1, changed: 2, removed: 3 };

function* leavesOf(diff: ImageDiff, tree: ImageTree): Generator<PageLeaf> {
  const changes = new Map(diff.files.map(({ path, change }) => [path, categories[change]]));
  for (let node = 0; node < tree.nodeCount; node++) {
    const inode = tree.isVisible(node) ? tree.inodeAt(node) : null;
    if (inode === null || tree.kindNumber(inode) !== kindOf.file || !tree.isPrimary(node)) continue;
    const [bytes, path] = [tree.sizeBytes(inode), tree.path(node)];
    if (bytes > 0) yield { path, bytes, categories: [changes.get(path) ?? 0, tree.layerOf(inode)] };
  }
  for (const { path, change, before } of diff.files) {
    if (change === 'removed' && before?.kind === 'file' && before.sizeBytes > 0)
      yield { path, bytes: before.sizeBytes, categories: [categories.removed, diff.layers.length] };
  }
}

function packageTable({ packages }: ImageDiff): PageTable {
  const rows = packagesByWeight(packages)
    .slice(0, maxRows)
    .map((change) => [change.change, `${change.type}/${change.name}`, versionsText(change, '→'), change.beforeBytes, change.afterBytes]);
  const columns = [
    { label: 'Change', kind: 'text' },
    { label: 'Package', kind: 'code' },
    { label: 'Version', kind: 'code' },
    { label: 'Before', kind: 'bytes' },
    { label: 'After', kind: 'bytes' },
  ] as const;
  return limitedTable({ id: 'packages', title: 'Packages', note: '', columns, rows }, packages.length);
}

function configTable({ config }: ImageDiff): PageTable {
  const rows = config.slice(0, maxRows).map((change) => [configName(change), configValues(change, '→')]);
  const columns = [
    { label: 'Setting', kind: 'code' },
    { label: 'Change', kind: 'code' },
  ] as const;
  return limitedTable({ id: 'config', title: 'Configuration', note: '', columns, rows }, config.length);
}

function fileTable({ files }: ImageDiff): PageTable {
  const rows = filesByWeight(files)
    .slice(0, maxRows)
    .map((change) => {
      const [before, after] = [change.before?.sizeBytes ?? null, change.after?.sizeBytes ?? null];
      return [change.change, change.path, before, after, fileChangeText(change, '→')];
    });
  const columns = [
    { label: 'Change', kind: 'text' },
    { label: 'Path', kind: 'code' },
    { label: 'Before', kind: 'bytes' },
    { label: 'After', kind: 'bytes' },
    { label: 'What', kind: 'text' },
  ] as const;
  return limitedTable({ id: 'files', title: 'Files', note: '', columns, rows }, files.length);
}
