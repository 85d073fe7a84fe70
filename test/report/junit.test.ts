import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeXml } from '../../src/report/escape-xml.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';

/** Names of tags in order, once it is seen that there is nothing but tags with quoted attributes, text and known references. */
function tags(xml: string): readonly string[] {
  const [head, ...rest] = xml.split(/(?<=\?>)/);
  expect(head).toBe('<?xml version="1.0" encoding="UTF-8"?>');
  const body = rest.join('');
  const tag = /<(\/?[a-z]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g;
  const text = body.replace(tag, '');
  expect(text).not.toMatch(/[<>]/);
  expect(body.replace(/&(?:amp|lt|gt|quot|apos);/g, '')).not.toContain('&');
  // The characters of https://www.w3.org/TR/xml/#charsets
  expect(xml).toMatch(/^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u);
  return [...body.matchAll(tag)].map(([, name, , end]) => `${name}${end}`);
}

describe('JUnit', () => {
  it('has a case for each budget: exceeded is a failure, not computable an error', () => {
    const xml = renderJunit(gated('budgets: {size: {image: 1MB, layers: 3}, growth: {total: "1MB, 5%"}}'));
    expect(tags(xml)).toEqual([
      ...['testsuites', 'testsuite'],
      ...['testcase', 'failure', '/failure', '/testcase'],
      'testcase/',
      ...['testcase', 'error', '/error', '/testcase', 'testcase', 'error', '/error', '/testcase'],
      ...['/testsuite', '/testsuites'],
    ]);
    expect(xml).toContain('<testsuites name="flense" tests="4" failures="1" errors="2" skipped="0" time="0">');
    expect(xml).toContain('<testcase classname="flense.size.layers" name="layers" time="0"/>');
    expect(xml).toContain('name="growth in percent"');
    expect(xml).toContain('message="growth: cannot be computed: there is no baseline">');
  });

  it('is well-formed whatever names there are', () => {
    const plain = tags(renderJunit(resultOf('a')));
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(tags(renderJunit(resultOf(text)))).toEqual(plain);
      }),
    );
  });

  it('shows what XML cannot say', () => {
    expect(escapeXml('a\u0000<b>&"\'\ufffe\ud800')).toBe('a\\x00&lt;b&gt;&amp;&quot;&apos;\ufffd\\ud800');
  });
});
