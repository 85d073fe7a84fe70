import { InspectError } from '../../model/errors.ts';
import type { HistoryRecord } from '../../model/image-config.ts';
import { countField, type JsonFields, stringField, toFields } from '../../model/json-fields.ts';
import { isLayerless } from '../../model/layer-history.ts';

/** A step as the engine tells it: not whether it made a layer, only how much is in it. */
type Step = Omit<HistoryRecord, 'emptyLayer'> & { readonly sizeBytes: number };

const where = 'image history';

/**
 * Parses `GET /images/NAME/history`. Its times are whole seconds.
 * @returns null where nobody can tell from it which steps made the `layerCount` layers
 * @throws InspectError `malformed-config`
 */
export function parseEngineHistory(json: unknown, layerCount: number): readonly HistoryRecord[] | null {
  if (json !== null && !Array.isArray(json)) throw new InspectError('malformed-config', `${where}: expected a list, got ${typeof json}`);
  const list: readonly unknown[] = json ?? [];
  // The newest comes first.
  const steps = list.map((item, index) => parseStep(toFields(item, where, 'malformed-config', `[${index}]`))).reverse();
  return toRecords(steps, layerCount);
}

/** A step with content made a layer; one without may have: `RUN rm` does, `ENV` does not, and `RUN true` only sometimes. */
function toRecords(steps: readonly Step[], layerCount: number): readonly HistoryRecord[] | null {
  const certain = steps.filter(({ sizeBytes }) => sizeBytes > 0).length;
  const possible = steps.filter((step) => step.sizeBytes > 0 || !isLayerless(step)).length;
  const isEmpty = (step: Step): boolean => step.sizeBytes === 0 && (certain === layerCount || isLayerless(step));
  const isClear = steps.length === 0 || certain === layerCount || possible === layerCount;
  if (!isClear) return null;
  return steps.map((step) => {
    const { sizeBytes: _, ...record } = step;
    return { ...record, emptyLayer: isEmpty(step) };
  });
}

function parseStep(fields: JsonFields): Step {
  return {
    createdBy: stringField(fields, 'CreatedBy') ?? '',
    created: parseSeconds(fields),
    comment: stringField(fields, 'Comment') || null,
    sizeBytes: countField(fields, 'Size') ?? 0,
  };
}

/** Go's zero time, which stands for "not known", lies before the year 1. */
function parseSeconds({ value }: JsonFields): string | null {
  const seconds = value['Created'];
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds < -62_135_596_799 || seconds > 253_402_300_799) return null;
  return new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z');
}
