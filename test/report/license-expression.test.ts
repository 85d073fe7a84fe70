import { describe, expect, it } from 'vitest';
import { isLicenseExpression } from '../../src/report/license-expression.ts';

describe('isLicenseExpression', () => {
  it.each(['MIT', 'MIT AND ISC', '(MIT)', '((MIT OR ISC) AND Zlib)', 'GPL-2.0-only WITH Classpath-exception-2.0', 'MIT OR(ISC)'])(
    'takes %s',
    (text) => {
      expect(isLicenseExpression(text)).toBe(true);
    },
  );

  it.each([
    '',
    ' ',
    'mit',
    'BSD',
    'MIT ISC',
    'MIT AND',
    'AND MIT',
    '(MIT',
    'MIT)',
    '()',
    'MIT WITH',
    '(MIT) WITH Classpath-exception-2.0',
    'custom',
  ])('refuses %j', (text) => {
    expect(isLicenseExpression(text)).toBe(false);
  });

  it('refuses what is longer than any', () => {
    expect(isLicenseExpression(`${'MIT AND '.repeat(1_000_000)}MIT`)).toBe(false);
  });
});
