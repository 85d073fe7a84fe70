import type { ImageConfig } from '../model/image-config.ts';
import { parseObject } from './packages/parse-object.ts';

/** https://github.com/buildpacks/spec/blob/main/platform.md#iobuildpackslifecyclemetadata-json */
const label = 'io.buildpacks.lifecycle.metadata';

/** How many of the layers are of the run image that a buildpack built upon; null for an image that no buildpack built. */
export function runImageLayers({ config, diffIds }: ImageConfig): number | null {
  const text = Object.hasOwn(config.labels, label) ? config.labels[label]! : '';
  const runImage = parseObject(text)?.['runImage'];
  if (typeof runImage !== 'object' || runImage === null || !('topLayer' in runImage)) return null;
  const names: readonly string[] = diffIds;
  const index = names.indexOf(String(runImage.topLayer));
  return index < 0 ? null : index + 1;
}
