import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noAnchors } from '../../src/report/gate-anchors.ts';
import { renderGithubAnnotations } from '../../src/report/github-annotations.ts';
import { gated } from '../gate/gating.ts';
import { hostileText, resultOf } from './hostile-result.ts';

/** As the runner reads a line: https://github.com/actions/runner, ActionCommand. */
function parse(
  line: string,
): { readonly name: string; readonly properties: Readonly<Record<string, string>>; readonly data: string } | null {
  const match = /^::([a-z]+)(?: ([^\n]*?))?::([^\n]*)$/.exec(line);
  if (match === null) return null;
  const decode = (text: string): string =>
    text.replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
  const properties = (match[2] ?? '')
    .split(',')
    .map((pair) => [pair.slice(0, pair.indexOf('=')), decode(pair.slice(pair.indexOf('=') + 1))] as const);
  return { name: match[1]!, properties: Object.fromEntries(properties), data: decode(match[3]!) };
}

const lines = (text: string): readonly string[] => text.split('\n').slice(0, -1);

describe('the annotations for GitHub', () => {
  it('are an error for each budget that failed, at its line', () => {
    const result = gated('budgets: {size: {image: 1MB, layers: 3}}');
    const anchors = { path: 'docker/a,b:Dockerfile', lineOf: (layer: number | null) => (layer === 0 ? 7 : null) };
    const found = lines(renderGithubAnnotations(result, anchors)).map(parse);
    expect(found).toEqual([
      {
        name: 'error',
        properties: { file: 'docker/a,b:Dockerfile', line: '7', title: 'flense: image size' },
        data: 'image size: 15.0 MB, allowed: at most 1.00 MB\n-> see what flense advise proposes, and what the largest layers hold\n  10.0 MB  layer 0: ADD file:1 in /\n  5.00 MB  layer 1: COPY . /app',
      },
      { name: 'notice', properties: { title: 'flense' }, data: '1 of 2 budgets passed' },
    ]);
  });

  it('are commands of ours alone, whatever names there are', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const output = renderGithubAnnotations(resultOf(text), noAnchors);
        expect(output).not.toMatch(/[\r\u2028\u2029\u0085]/);
        const found = lines(output).map(parse);
        expect(found.map((command) => command?.name)).toEqual(['error', 'error', 'notice']);
        for (const command of found) expect(Object.keys(command?.properties ?? {})).toEqual(['title']);
      }),
    );
  });
});
