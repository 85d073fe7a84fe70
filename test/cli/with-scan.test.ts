import { expect, it } from 'vitest';
import { withCount } from '../../src/cli/with-scan.ts';
import { plan } from '../support/plan.ts';

it('a plan without a report of vulnerabilities needs no report of the image', () => {
  const inspection = {
    get report(): never {
      throw new Error('asked for');
    },
  };
  const own = plan();
  expect(withCount(own, inspection, {})).toBe(own);
  expect(() => withCount(own, inspection, { scan: { scanner: 'trivy', vulnerabilities: [] } })).toThrow('asked for');
});
