import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PageData } from '../../../src/report/html/page-data.ts';
import { type PageHead, renderPage } from '../../../src/report/html/render-page.ts';
import { hostileText } from '../hostile-result.ts';

const tree = { names: ['/'], parents: [-1], bytes: [0], counts: [0], kinds: ['directory'], categories: [] } as const;

function page(text: string, script = 'run();'): string {
  const head: PageHead = { title: text, kicker: text, figures: [[text, text]], facts: [[text, text]], footer: text };
  const data: PageData = { tree: { ...tree, names: [text] }, modes: [], layers: [], tables: [], texts: [{ title: text, text }] };
  return [...renderPage(head, data, script)].join('');
}

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

describe('renderPage', () => {
  it('lets in its own script and style, and nothing else', () => {
    const html = page('name');
    const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
    const [, policy] = /Content-Security-Policy" content="([^"]*)"/.exec(html)!;
    expect(policy!.split('; ')).toEqual([
      "default-src 'none'",
      `script-src ${hashOf('run();')}`,
      `style-src ${hashOf(style!)}`,
      "base-uri 'none'",
      "form-action 'none'",
    ]);
    expect(html).not.toMatch(/ (?:style|on[a-z]+|src)=/);
  });

  it('keeps a script whole that speaks of scripts', () => {
    const html = page('name', 'const a = "</script><!--<script>";');
    const [, policy] = /script-src ('[^']*')/.exec(html)!;
    const scripts = [...html.matchAll(/<script>(.*?)<\/script>/gs)];
    expect(scripts.map(([, code]) => hashOf(code!))).toEqual([policy]);
    expect(scripts[0]![1]).toBe('const a = "\\x3c/script>\\x3c!--\\x3cscript>";');
  });

  it('has the same elements whatever names there are', () => {
    const elements = (html: string): readonly string[] => (html.match(/<[a-z/!]+/gi) ?? []) as string[];
    const plain = elements(page('name'));
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(elements(page(text))).toEqual(plain);
      }),
    );
  });
});
