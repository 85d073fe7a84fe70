import { type Span, span } from '../paint/span.ts';
import type { Tone } from '../paint/tone.ts';
import type { DocumentLanguage } from '../session.ts';

type Rule = readonly [pattern: RegExp, tone: Tone];

/** The first that matches where the last ended. None looks back, so a line takes one walk. */
const rules: Readonly<Record<DocumentLanguage, readonly Rule[]>> = {
  dockerfile: [
    [/^\s*#.*/y, 'comment'],
    [/^[A-Z]{2,12}(?= |$)/y, 'keyword'],
    [/"[^"]{0,500}"?/y, 'string'],
    [/--[a-z]+(?==|\s|$)/y, 'accent'],
    [/\bAS\b/y, 'keyword'],
    [/\d[\d:.]*/y, 'number'],
    [/[^\s"\d-]+/y, 'plain'],
    [/\s+/y, 'plain'],
  ],
  ignore: [
    [/^\s*#.*/y, 'comment'],
    [/^!.*/y, 'added'],
    [/.+/y, 'plain'],
  ],
  yaml: [
    [/#.*/y, 'comment'],
    [/---/y, 'comment'],
    [/[A-Za-z_][\w./-]{0,100}(?=:(?:\s|$))/y, 'keyword'],
    [/"[^"]{0,500}"?|'[^']{0,500}'?/y, 'string'],
    [/(?:true|false|null)\b/y, 'special'],
    [/\d[\d.]*[A-Za-z]{0,2}/y, 'number'],
    [/[-:{}[\],]/y, 'faint'],
    [/[^\s"'#\-:{}[\],\d]+/y, 'string'],
    [/\s+/y, 'plain'],
  ],
};

/** No more of a line is coloured. */
const maxLength = 2_000;

/** A line in the colours of its language. It is escaped already. */
export function colorLine(text: string, language: DocumentLanguage): readonly Span[] {
  const spans: Span[] = [];
  let at = 0;
  while (at < Math.min(text.length, maxLength)) {
    const [end, tone] = match(text, at, language);
    spans.push(span(text.slice(at, end), tone));
    at = end;
  }
  return [...spans, span(text.slice(at))];
}

function match(text: string, at: number, language: DocumentLanguage): readonly [end: number, tone: Tone] {
  for (const [pattern, tone] of rules[language]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null && found[0] !== '') return [at + found[0].length, tone];
  }
  return [at + 1, 'plain'];
}
