import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedJson } from '../../../src/report/html/embed-json.ts';
import { hostileText } from '../hostile-result.ts';

describe('embedJson', () => {
  it('has nothing that ends a script, and loses nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostileText, fc.constantFrom('</script>', '<!--<script>', ']]>', '\u2028\u2029')), (text) => {
        const embedded = embedJson({ [text]: text });
        expect(embedded).not.toMatch(/[<>&\u2028\u2029]/);
        expect(JSON.parse(embedded)).toEqual(Object.fromEntries([[text, text]]));
      }),
    );
  });
});
