import type { PathFilter } from '../filter/parse-filter.ts';
import type { PlanEdits } from '../session.ts';

/** What is to be done beside the next state. */
export type Effect =
  | { readonly kind: 'quit' }
  | { readonly kind: 'suspend' }
  | { readonly kind: 'redraw' }
  | { readonly kind: 'view-layer' }
  /** The layers near the one that is shown, so that they are there when they are asked for. */
  | { readonly kind: 'prefetch' }
  | { readonly kind: 'filter'; readonly text: string; readonly filter: PathFilter }
  | { readonly kind: 'search'; readonly text: string }
  | { readonly kind: 'read'; readonly entry: number; readonly lower: number | null }
  | { readonly kind: 'extract'; readonly path: string; readonly layer: number }
  | { readonly kind: 'plan'; readonly edits: PlanEdits }
  /** Why what the cursor is on then is dropped. */
  | { readonly kind: 'why' }
  | { readonly kind: 'save-plan'; readonly edits: PlanEdits }
  | { readonly kind: 'render-documents' }
  | { readonly kind: 'write-document'; readonly name: string; readonly text: string };
