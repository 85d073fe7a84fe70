import type { Node } from '../../filesystem/image-tree.ts';
import type { FileStrings } from '../../model/file-strings.ts';

/**
 * The strings of a program or library; kept, as reading it whole may be dear.
 * @param functions to look out for, always the same
 * @returns null for what is no file
 */
export type ReadStrings = (node: Node, functions: readonly string[]) => Promise<FileStrings | null>;
