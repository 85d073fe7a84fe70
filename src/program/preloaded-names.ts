import { environmentValue } from './search-path.ts';

/** `LD_PRELOAD`: names that the loader looks up, and paths. https://man7.org/linux/man-pages/man8/ld.so.8.html */
export function preloadedNames(env: readonly string[]): readonly string[] {
  return words(environmentValue(env, 'LD_PRELOAD') ?? '');
}

/** The same of `/etc/ld.so.preload`, where a `#` begins a comment. */
export function parsePreloadFile(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => words(line.split('#', 1)[0]!));
}

function words(text: string): readonly string[] {
  return text.split(/[:\s]+/).filter((word) => word !== '');
}
