import type { GateResult, Verdict } from '../model/gate-result.ts';
import { escapeXml } from './escape-xml.ts';
import { causeLine, verdictName, verdictSentence } from './gate-figures.ts';

/**
 * A suite with a case for each budget, as https://github.com/testmoapp/junitxml describes what readers agree on: a budget that is
 * exceeded is a failure, one that cannot be computed an error.
 */
export function renderJunit(result: GateResult): string {
  const counts = countAttributes(result.verdicts);
  const cases = result.verdicts.map((verdict) => testCase(verdict));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="flense"${counts}>`,
    `  <testsuite name="${escapeXml(`flense ci ${result.image.reference}`)}"${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function countAttributes(verdicts: readonly Verdict[]): string {
  const count = (status: Verdict['status']): number => verdicts.filter((verdict) => verdict.status === status).length;
  return ` tests="${verdicts.length}" failures="${count('fail')}" errors="${count('uncomputed')}" skipped="0" time="0"`;
}

function testCase(verdict: Verdict): string {
  const open = `    <testcase classname="flense.${escapeXml(verdict.budget)}" name="${escapeXml(`${verdictName(verdict)}${unitName(verdict)}`)}" time="0"`;
  if (verdict.status === 'pass') return `${open}/>`;
  const element = verdict.status === 'fail' ? 'failure' : 'error';
  const lines = [verdict.note, verdict.remedy, ...verdict.causes.map(causeLine)].filter((line) => line !== null && line !== '');
  const text = lines.map((line) => escapeXml(line ?? '')).join('\n');
  const message = escapeXml(verdictSentence(verdict));
  return `${open}>\n      <${element} type="${escapeXml(verdict.budget)}" message="${message}">${text}</${element}>\n    </testcase>`;
}

/** A limit of two makes two cases. */
function unitName({ budget, unit }: Verdict): string {
  return budget.startsWith('growth.') ? ` in ${unit === 'ratio' ? 'percent' : unit}` : '';
}
