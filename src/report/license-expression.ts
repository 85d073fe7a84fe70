import { isSupportedSpdxId } from '@cyclonedx/cyclonedx-library/SPDX';

/** Characters of the longest text that is looked at; the longest expressions in use have some hundred. */
const maxLength = 1_024;

/**
 * Whether a package's license is an expression of identifiers from SPDX's own list, as both bills want it.
 * https://spdx.github.io/spdx-spec/v2.3/SPDX-license-expressions/
 */
export function isLicenseExpression(text: string): boolean {
  if (text.length > maxLength) return false;
  let depth = 0;
  let expected: 'operand' | 'operator' | 'operator or exception' | 'exception' = 'operand';
  for (const token of text.match(/[()]|[^\s()]+/g) ?? []) {
    if (expected === 'operand') {
      if (token === '(') depth += 1;
      else if (isSupportedSpdxId(token)) expected = 'operator or exception';
      else return false;
    } else if (expected === 'exception') {
      if (!isSupportedSpdxId(token)) return false;
      expected = 'operator';
    } else if (token === ')' && depth > 0) {
      depth -= 1;
      expected = 'operator';
    } else if (token === 'AND' || token === 'OR') expected = 'operand';
    else if (token === 'WITH' && expected === 'operator or exception') expected = 'exception';
    else return false;
  }
  return depth === 0 && (expected === 'operator' || expected === 'operator or exception');
}
