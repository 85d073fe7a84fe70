import { type ContentSource, treeContents } from '../../build/tree-contents.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { untilInterrupted } from '../until-interrupted.ts';
import type { Destination } from './destination.ts';
import { FileWriter } from './file-writer.ts';
import type { Extraction } from './plan-extraction.ts';

export type ExtractionSource = ContentSource & {
  readonly signal: AbortSignal;
  /** Told how many bytes of content have been written. */
  readonly onProgress: (bytes: number) => void;
};

/**
 * Writes what was planned: directories, files, further names, and links last, when nothing more is written that could go
 * through them. Where it fails, or is interrupted, nothing stays.
 */
export async function writeExtraction(plan: Extraction, source: ExtractionSource, destination: Destination): Promise<void> {
  const each = <T>(items: readonly T[]): AsyncIterable<T> => untilInterrupted(items, source.signal);
  try {
    for await (const { path, mode } of each(plan.directories)) destination.directory(path, mode);
    await writeFiles(plan.files, source, destination);
    for await (const { path, existing } of each(plan.hardlinks)) destination.hardlink(path, existing);
    for await (const { path, linkTarget, mtime } of each(plan.symlinks)) destination.symlink(path, linkTarget ?? '', mtime);
    for await (const { path, mtime, layer } of each(plan.directories.toReversed()))
      if (layer !== null) destination.directoryTime(path, mtime);
  } catch (error) {
    destination.undo();
    throw error;
  }
}

async function writeFiles(nodes: readonly Node[], source: ExtractionSource, destination: Destination): Promise<void> {
  const { tree, signal, onProgress } = source;
  const hasContent = (node: Node): boolean => tree.sizeBytes(tree.inodeAt(node)!) > 0;
  const writer = new FileWriter(tree, destination);
  try {
    for await (const node of untilInterrupted(
      nodes.filter((node) => !hasContent(node)),
      signal,
    ))
      writer.begin(node);
    let written = 0;
    for await (const { node, offset, bytes } of untilInterrupted(treeContents(source, nodes.filter(hasContent)), signal)) {
      writer.write(node, bytes, offset);
      written += bytes.length;
      onProgress(written);
    }
    writer.end();
  } finally {
    writer.close();
  }
}
