import type { KeyContext } from '../keys/key-table.ts';
import type { Ready } from './state.ts';

/** Whose keys work; null while text is typed. */
export function keyContext({ overlay, screen, focus }: Ready): KeyContext | null {
  switch (overlay?.kind) {
    case 'help':
    case 'history':
    case 'preview':
      return overlay.kind;
    case 'viewer':
      return overlay.typed === null ? 'viewer' : null;
    case 'palette':
    case 'filter':
    case 'search':
      return null;
    case undefined:
      return screen === 'explore' ? focus : screen;
  }
}
