import type { Plan } from '../model/plan.ts';
import { type Document, toDocument } from './image-documents.ts';

/**
 * A Plan as it is saved, named by the digest that the slim image carries. It says which image it is of and not what somebody typed for
 * that, so that the same image gives the same Plan on every machine.
 */
export function planDocument(plan: Plan): Document {
  const { manifestDigest, imageId } = plan.source;
  return toDocument({ ...plan, source: { ...plan.source, reference: manifestDigest ?? imageId } });
}
