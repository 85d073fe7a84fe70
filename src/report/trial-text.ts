import type { Trial, TrialRun } from '../model/trial.ts';
import { escapeTerminal } from './escape-terminal.ts';
import type { TextStyle } from './text-style.ts';

/** What came of starting two images, for a person. */
export function renderTrialText({ holds, original, slim, differences, unchecked }: Trial, { paint, signs }: TextStyle): string {
  const lines = [
    '',
    `${paint('heading', 'Run')} ${holds ? paint('good', 'alike') : paint('bad', 'not alike')}`,
    `  original      ${describe(original)}`,
    `  slim          ${describe(slim)}`,
    ...differences.map(({ gravity, summary }) => `  ${signs.bullet} ${gravity}: ${escapeTerminal(summary)}`),
    ...unchecked.map((phrase) => `  ${signs.bullet} not checked: ${escapeTerminal(phrase)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function describe({ exitCode, ports, answers }: TrialRun): string {
  const end = exitCode === null ? 'kept running' : `ended with ${exitCode}`;
  const listens = ports === null ? [] : [ports.length === 0 ? 'listens on no port' : `listens on ${ports.join(', ')}`];
  const said = answers.map(({ probe, status }) => `${escapeTerminal(probe)} ${status ?? 'no answer'}`);
  return [end, ...(exitCode === null ? listens : []), ...said].join(', ');
}
