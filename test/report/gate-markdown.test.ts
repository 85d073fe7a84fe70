import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../src/report/escape-markdown.ts';
import { escapeTerminal } from '../../src/report/escape-terminal.ts';
import { gateMarker, renderGateMarkdown } from '../../src/report/gate-markdown.ts';
import { directories, gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';
import { smallReport } from './small-report.ts';

const lineCount = (text: string): number => text.split('\n').length;
const bars = (text: string): readonly number[] => text.split('\n').map((line) => line.split('|').length);

/** What a reader sees: references put back, comments gone. */
function shown(markdown: string): string {
  return markdown.replace(/<!-- -->/g, '').replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

describe('the Markdown of the gate', () => {
  it('of one image of several is told from the others by its first line', () => {
    const first = (marker: string | null) => renderGateMarkdown(gated('budgets: {size: {layers: 3}}'), marker).split('\n', 1)[0];
    expect([first(null), first('web')]).toEqual(['<!-- flense: gate -->', '<!-- flense: gate web -->']);
  });

  it('is a comment that a bot finds again, with a table against the baseline', () => {
    const baseline = {
      report: { ...smallReport, image: { ...smallReport.image, sizeBytes: 10_000_000 } },
      directories: directories({}),
    };
    const text = renderGateMarkdown(gated('budgets: {size: {image: 1MB, layers: 3}}', { baseline }), null);
    expect(text.split('\n').slice(0, 17)).toEqual([
      gateMarker(null),
      '### ❌ Image over 1 budget',
      '',
      '| | <code>app.tar</code> | <code>app.tar</code> | change |',
      '| --- | ---: | ---: | ---: |',
      '| size | 10.0 MB | 15.0 MB | +5.00 MB (+50 %) |',
      '| compressed | 6.00 MB | 6.00 MB | 0 |',
      '| reclaimable | 3.00 MB | 3.00 MB | 0 |',
      '| layers | 3 | 3 | 0 |',
      '| files | 1,234 | 1,234 | 0 |',
      '',
      '| | budget | figure | limit |',
      '| --- | --- | ---: | ---: |',
      '| ❌ fail | image size | 15.0 MB | at most 1.00 MB |',
      '| ✅ pass | layers | 3 | at most 3 |',
      '',
      '<details><summary>image size</summary>',
    ]);
    expect(text.match(/<details>/g)).toHaveLength(1);
    expect(text.endsWith('</details>\n')).toBe(true);
  });

  it('has no detail where all passed', () => {
    const text = renderGateMarkdown(gated('budgets: {size: {layers: 3}}'), null);
    expect([text.includes('<details>'), text.includes('### ✅ Image within its budgets')]).toEqual([false, true]);
  });

  it('keeps its shape whatever names there are', () => {
    const plain = renderGateMarkdown(resultOf('name'), null);
    fc.assert(
      fc.property(hostileText, (text) => {
        const markdown = renderGateMarkdown(resultOf(text), null);
        expect(lineCount(markdown)).toBeLessThanOrEqual(lineCount(plain));
        if (text !== '') expect(bars(markdown)).toEqual(bars(plain));
        const rest = markdown.replaceAll(gateMarker(null), '').replace(/<!-- -->|<\/?(?:code|details|summary)>|&#\d+;/g, '');
        expect(rest).toMatch(/^[A-Za-z0-9 /,=%+.()'":;|#→❌✅❔\n-]*$/u);
        expect(markdown.split(gateMarker(null))).toHaveLength(2);
      }),
    );
  });

  it('is short enough for a comment, however many budgets and however long the names', () => {
    const long = resultOf('x'.repeat(5_000));
    const verdicts = Array.from({ length: 60 }, () => ({
      ...long.verdicts[1]!,
      subject: '/a',
      causes: Array.from({ length: 5 }, () => long.verdicts[1]!.causes[0]!),
    }));
    const text = renderGateMarkdown({ ...resultOf('a'), verdicts, exceptions: [] }, null);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toMatch(/\nThe details of \d+ more budgets are left out\.\n/);
  });

  it('shows names as they are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(shown(escapeMarkdown(text))).toBe(escapeTerminal(text));
      }),
    );
  });

  it('leaves no sign that a host makes a link or a mention of', () => {
    const text = escapeMarkdown('@team #12 www.example.org https://example.org a@b.org');
    expect(text).not.toMatch(/@|#\d+ |www\.|:\/\/|&#64;[a-z]|&#35;\d/);
  });
});
