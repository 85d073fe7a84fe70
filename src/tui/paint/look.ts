import type { Signs } from './signs.ts';
import type { Theme } from './theme.ts';

/** How things are drawn on the terminal at hand. */
export type Look = { readonly theme: Theme; readonly signs: Signs };
