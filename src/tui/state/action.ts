import type { Node } from '../../filesystem/image-tree.ts';
import type { Plan } from '../../model/plan.ts';
import type { ArchiveListing, FileContent, Loading, PlanEdits, Session } from '../session.ts';
import type { LayerView } from '../tree/layer-view.ts';
import type { Size } from './state.ts';

/** What happens to the screens. */
export type Action =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'resized'; readonly size: Size }
  | { readonly kind: 'loading'; readonly loading: Loading }
  | { readonly kind: 'ready'; readonly session: Session }
  | { readonly kind: 'told'; readonly text: string; readonly isError: boolean }
  /** The tree of the layer under the cursor is to be shown. */
  | { readonly kind: 'view-layer' }
  /** May be asked for later. */
  | { readonly kind: 'viewed'; readonly view: LayerView }
  | { readonly kind: 'filtered'; readonly text: string; readonly matches: Uint8Array }
  | { readonly kind: 'found'; readonly text: string; readonly results: readonly Node[]; readonly matchCount: number | null }
  | { readonly kind: 'read'; readonly entry: number; readonly content: FileContent; readonly lower: FileContent | null }
  | { readonly kind: 'listed'; readonly entry: number; readonly archive: ArchiveListing }
  | { readonly kind: 'unread'; readonly entry: number; readonly reason: string }
  | { readonly kind: 'planned'; readonly edits: PlanEdits; readonly plan: Plan }
  | { readonly kind: 'explained'; readonly plan: Plan; readonly path: string; readonly reason: string }
  | { readonly kind: 'unplanned'; readonly edits: PlanEdits; readonly reason: string }
  | { readonly kind: 'rendered'; readonly name: string; readonly text: string | null; readonly error: string | null };
