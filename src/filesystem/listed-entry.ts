import type { TreeEntry } from './image-tree.ts';

/** What a layer did to a path. */
export type Change = 'added' | 'modified' | 'removed';

/**
 * One line of a listing. The kind may be a whiteout where a layer lists its own entries. `change` is there where changes are
 * listed; what was removed is as it was before.
 */
export type ListedEntry = TreeEntry & { readonly change?: Change };
