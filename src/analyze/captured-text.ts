import { resolvePath } from '../filesystem/resolve-path.ts';
import type { Analysis } from './analyzer.ts';
import type { ImageView } from './image-view.ts';

export type CapturedText = {
  /** '' where nothing is there. */
  readonly text: string;
  readonly unreadable: Analysis['unreadable'];
};

/** Text of a file that an analyzer named in its `reads`, symlinks followed, and what to tell where it is there and not whole. */
export function capturedText(image: ImageView, path: string): CapturedText {
  const node = resolvePath(image.tree, path);
  if (node === null || image.tree.isDirectory(node)) return { text: '', unreadable: [] };
  const content = image.content(node);
  if (content === null) return { text: '', unreadable: [{ path, reason: 'its content was not kept' }] };
  const text = Buffer.from(content.bytes).toString('utf8');
  return content.isTruncated ? { text, unreadable: [{ path, reason: 'longer than what is read of it' }] } : { text, unreadable: [] };
}
