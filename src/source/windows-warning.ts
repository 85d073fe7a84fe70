import type { Image } from '../model/image.ts';

/**
 * What the files of a Windows image are to a container.
 * https://github.com/microsoft/hcsshim/blob/main/internal/wclayer/legacy.go
 */
export function windowsWarnings({ config }: Pick<Image, 'config'>): readonly string[] {
  if (config.platform.os !== 'windows') return [];
  return [
    'an image for Windows: a container sees what is in /Files as its drive C:, and what is in /Hives as its registry; ' +
      'much of what flense looks for is about Linux',
  ];
}
