import type { Convention } from './convention.ts';
import { cryptoConventions } from './crypto.ts';
import { desktopConventions } from './desktop.ts';
import { systemConventions } from './system.ts';

/** Every convention, by what it is about. */
export const conventions: readonly Convention[] = [...systemConventions, ...cryptoConventions, ...desktopConventions];

/** What programs and libraries are searched for: what conventions ask about, and what starts a shell. */
export const shellFunctions: readonly string[] = ['system', 'popen'];

export const searchedFunctions: readonly string[] = [
  ...new Set([...conventions.flatMap(({ functions }) => functions ?? []), ...shellFunctions]),
].sort();
