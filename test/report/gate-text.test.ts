import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFigure, formatLimit } from '../../src/report/gate-figures.ts';
import { renderGateText } from '../../src/report/gate-text.ts';
import { textStyle } from '../../src/report/text-style.ts';
import { gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';

const style = textStyle(80, false, false);

describe('the text of the gate', () => {
  it('has a line for each budget, and below those that failed what to do and why', () => {
    const result = gated('budgets: {size: {layer: 6MB, layers: 3}, slimness: {droppable: 5%}}');
    expect(renderGateText(result, style).split('\n')).toEqual([
      'app.tar',
      '     FAIL  largest layer: 10.0 MB layer 0, at most 6.00 MB',
      '           -> copy only what is needed in this instruction, or split what',
      '           changes rarely from what changes often',
      '            10.0 MB  layer 0: ADD file:1 in /',
      '     pass  layers: 3, at most 3',
      '  UNKNOWN  droppable share: not known, at most 5 %',
      '           there is no plan',
      '           -> see what flense advise says of the image, or leave this budget out',
      'failed: 2 of 3 budgets',
      '',
    ]);
    expect(renderGateText(gated('budgets: {size: {layers: 3}}'), style)).toBe(
      'app.tar\n     pass  layers: 3, at most 3\npassed: 1 budget\n',
    );
  });

  it('never shows a figure that looks like the limit that it exceeds', () => {
    const [verdict] = gated('budgets: {size: {image: 14999999}}').verdicts;
    expect([formatFigure(verdict!), formatLimit(verdict!)]).toEqual(['15,000,000 B', 'at most 15.0 MB']);
  });

  it('signs growth, and says what is new', () => {
    const grown = {
      budget: 'growth.total',
      title: '',
      subject: null,
      limit: 0,
      of: null,
      note: null,
      remedy: null,
      layer: null,
      instruction: null,
      causes: [],
      status: 'fail',
    } as const;
    expect([
      formatFigure({ ...grown, unit: 'bytes', figure: 1_500 }),
      formatFigure({ ...grown, unit: 'bytes', figure: -1_500 }),
      formatFigure({ ...grown, unit: 'ratio', figure: 0.123 }),
      formatFigure({ ...grown, unit: 'ratio', figure: null }),
    ]).toEqual(['+1.50 kB', '-1.50 kB', '+12.3 %', 'new']);
  });

  it('keeps its lines whatever names there are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const lines = renderGateText(resultOf(text), style).split('\n');
        for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cs}\u2028-\u202e]/u);
        expect(lines.at(-2)).toBe('failed: 2 of 3 budgets');
      }),
    );
  });
});
