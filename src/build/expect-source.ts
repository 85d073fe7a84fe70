import { InspectError } from '../model/errors.ts';
import type { Image } from '../model/image.ts';
import type { Plan } from '../model/plan.ts';

/** A saved Plan is for one image and no other. @throws InspectError `usage` */
export function expectSource({ source }: Plan, { imageId }: Image): void {
  if (source.imageId === imageId) return;
  throw new InspectError('usage', `expected a plan of image ${imageId}, got one of ${source.imageId}: make it anew with flense advise`);
}
