import { expect, it } from 'vitest';
import { paintFor } from '../../src/report/paint.ts';

it('colours come and go as they are told, whatever the environment of this process says', () => {
  expect(paintFor(true)('waste', 'x')).toBe('\u001b[33mx\u001b[39m');
  expect(paintFor(false)('waste', 'x')).toBe('x');
});
