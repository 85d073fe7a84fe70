import { type Fields, follow, glue, type Options, product, union, unknown } from './field.ts';

/**
 * An array of which one element was set. An index that is no number here may be that of a new element or of any.
 * @param append `A[0]+=b`: to what is there
 * https://www.gnu.org/software/bash/manual/html_node/Arrays.html
 */
export function setElement(array: Options, index: string, value: Options, append: boolean): Options {
  if (/^\d{1,4}$/.test(index)) return product(array, value, (fields, one) => placed(fields, Number(index), one, append));
  // Each more would double what there is.
  return union([array, value, ...(array.length === 1 ? [product(array, value, follow)] : [])]);
}

function placed(fields: Fields, at: number, one: Fields, append: boolean): Fields {
  const before = fields.slice(0, at);
  // One that is not known may be no element, or several: which one it is that is replaced is not known either.
  if (before.some(({ isKnown }) => !isKnown)) return [...fields, ...one];
  if (at > fields.length) return [...fields, unknown('$…', true), ...one];
  const [there, ...behind] = fields.slice(at);
  if (there?.isKnown === false) return [...before, ...one, there, ...behind];
  return [...before, ...(append && there !== undefined ? glue([there], one) : one), ...behind];
}

/** What is left of an array without one of its elements. */
export function unsetElement(array: Options, index: string): Options {
  const without = (fields: Fields): Fields => fields.filter((_, at) => at !== Number(index));
  return /^\d{1,4}$/.test(index) ? array.map(without) : union([array, [[]]]);
}
