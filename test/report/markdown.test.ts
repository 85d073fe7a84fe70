import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { renderMarkdown } from '../../src/report/markdown.ts';
import { hostileText } from './hostile-result.ts';
import { smallReport } from './small-report.ts';

/** A report in which all that an image can choose is `text`. */
function reportOf(text: string): Report {
  const { image, layers, waste, findings } = smallReport;
  const config = { ...image.config, user: text, entrypoint: [text], cmd: [text] };
  return {
    ...smallReport,
    image: { ...image, reference: text, config },
    layers: layers.map((layer) => ({ ...layer, createdBy: `RUN ${text}` })),
    waste: { ...waste, items: waste.items.slice(0, 1).map((item) => ({ ...item, path: text, instruction: text, remedy: text })) },
    findings: findings.map((finding) => ({ ...finding, summary: text, remedy: { kind: 'production-stage', text } })),
    directories: [{ path: text, sizeBytes: 1, entryCount: 1 }],
    packages: [
      {
        type: 'npm',
        name: text,
        version: text,
        purl: text,
        bytes: 1,
        layer: 0,
        instruction: text,
        origin: { kind: 'user', guessed: true },
      },
    ],
  };
}

describe('renderMarkdown', () => {
  it('has tables', () => {
    const lines = renderMarkdown(smallReport, [{ path: '/a|b', sizeBytes: 1_000, layer: 0 }], ['a warning']).split('\n');
    expect(lines.slice(0, 13)).toEqual([
      '## <code>app.tar</code>',
      '',
      '| image |  |',
      '| --- | --- |',
      '| size | 15.0 MB |',
      '| compressed | 6.00 MB |',
      '| reclaimable | 3.00 MB (20 %) |',
      '| layers | 3 |',
      '| entries | 1,234 |',
      '| platform | linux/arm64/v9 |',
      `| id | <code>sha256:${'0123456789abcdef'.repeat(4)}</code> |`,
      `| runs | <code>/bin/sh -c 'exec node .'</code> |`,
      '| user | root (none is set) |',
    ]);
    expect(lines).toContain('| 0 | 10.0 MB | 67 % | 3.00 MB | 1,000 | <code>ADD file:1 in /</code> |');
    expect(lines).toContain('| not known | packages failed: TypeError: x is not a function |  |  |  |');
    expect(lines).toContain('| 1.00 kB | 0 | <code>/a&#124;b</code> |');
    expect(lines).toContain('- a warning');
  });

  it('keeps its shape whatever names there are', () => {
    const shape = (text: string): readonly number[] => text.split('\n').map((line) => line.split('|').length);
    const plain = shape(renderMarkdown(reportOf('name'), [{ path: 'name', sizeBytes: 1, layer: 0 }], ['name']));
    fc.assert(
      fc.property(
        hostileText.filter((text) => text.trim() !== ''),
        (text) => {
          const markdown = renderMarkdown(reportOf(text), [{ path: text, sizeBytes: 1, layer: 0 }], [text]);
          expect(shape(markdown)).toEqual(plain);
          const rest = markdown.replace(/<!-- -->|<\/?(?:code|details|summary)>|&#\d+;|^#{2,3} |[→…]|^- /gm, '');
          expect(rest).toMatch(/^[A-Za-z0-9 /,=%+.()'":;|\n-]*$/u);
        },
      ),
    );
  });

  it('leaves no mention of anybody', () => {
    expect(renderMarkdown(reportOf('@team'), [], [])).not.toMatch(/@(?!<!--)[a-z]/);
  });
});
