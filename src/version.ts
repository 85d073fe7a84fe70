import { createRequire } from 'node:module';

/** By its own name, as the compiled file and the source lie at different depths below package.json. */
const manifest = createRequire(import.meta.url)('flense/package.json') as { readonly version: string };

export const version = manifest.version;

declare const FLENSE_BUILD: string;

/** Differs between any two builds that may compute differently; null where nothing was built, as in tests. */
export const build = typeof FLENSE_BUILD === 'string' ? FLENSE_BUILD : null;
