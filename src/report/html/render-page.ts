import { createHash } from 'node:crypto';
import { escapeXml } from '../escape-xml.ts';
import { embedJson } from './embed-json.ts';
import type { PageData } from './page-data.ts';
import { pageStyle } from './page-style.ts';

export type PageHead = {
  readonly title: string;
  /** Above the title: what this is. */
  readonly kicker: string;
  /** The few figures that matter, each with what it is. */
  readonly figures: readonly (readonly [value: string, label: string])[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly footer: string;
};

/**
 * One HTML file that needs nothing else and can reach nothing: https://www.w3.org/TR/CSP3/#csp-header
 * @param script the code of the page, as the build makes it of `page/main.ts`
 */
export function* renderPage(head: PageHead, data: PageData, script: string): Generator<string> {
  const code = script.replace(/<(?=\/script|script|!--)/gi, '\\x3c');
  const policy = [
    "default-src 'none'",
    `script-src '${hashOf(code)}'`,
    `style-src '${hashOf(pageStyle)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="flense">
<title>${escapeXml(head.title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${headHtml(head)}
<main id="main"><noscript><p>The map and the tables need JavaScript, all of which is in this file.</p></noscript></main>
<footer>${escapeXml(head.footer)}</footer>
<script type="application/json" id="data">`;
  yield embedJson(data);
  yield `</script>\n<script>${code}</script>\n</body>\n</html>\n`;
}

function headHtml({ kicker, title, figures, facts }: PageHead): string {
  const figure = ([value, label]: readonly [string, string]): string =>
    `<div><dt>${escapeXml(label)}</dt><dd>${escapeXml(value)}</dd></div>`;
  return `<header>
<p class="kicker">${escapeXml(kicker)}</p>
<h1><bdi>${escapeXml(title)}</bdi></h1>
<dl class="figures">${figures.map(figure).join('')}</dl>
<dl class="facts">${facts.map(([label, value]) => figure([value, label])).join('')}</dl>
</header>`;
}

/** Of the element's text as it stands in the file: https://www.w3.org/TR/CSP3/#match-element-to-source-list */
function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
