import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { jsonParts, renderJson } from '../../src/report/json.ts';
import { smallReport } from './small-report.ts';

describe('renderJson', () => {
  it('is what JSON.stringify makes of it, and a newline', () => {
    expect(renderJson(smallReport)).toBe(`${JSON.stringify(smallReport, null, 2)}\n`);
  });

  it('writes a name that is not UTF-8 as an escape, and no control character', () => {
    const image = { ...smallReport.image, reference: 'caf\udce9\u001b' };
    const text = renderJson({ ...smallReport, image });
    expect(text).toContain('"reference": "caf\\udce9\\u001b"');
    expect(JSON.parse(text)).toEqual({ ...smallReport, image });
  });

  it('comes in pieces, none of which is a long list', () => {
    const [item] = smallReport.waste.items;
    const waste = { ...smallReport.waste, items: Array.from({ length: 10_000 }, () => item!) };
    const report: Report = { ...smallReport, waste };
    expect(Math.max(...[...jsonParts(report)].map((part) => part.length))).toBeLessThan(500_000);
    expect(JSON.parse(renderJson(report))).toEqual(report);
  });
});
