import type { Platform } from '../model/platform.ts';

/** Who runs where an image names nobody: on Windows that depends on the base image. */
export function defaultUser({ os }: Pick<Platform, 'os'>): string {
  return os === 'windows' ? 'the default user' : 'root';
}
