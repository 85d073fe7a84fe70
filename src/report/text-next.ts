import { displayWidth } from './display-width.ts';
import { escapeTerminal } from './escape-terminal.ts';
import { quoteShell } from './quote-shell.ts';
import type { TextInput } from './text-input.ts';
import type { TextStyle } from './text-style.ts';
import type { WasteGroup } from './waste-groups.ts';

const whyColumns = 24;

type Step = { readonly command: string; readonly why: string };

/** A few commands that lead on from what the report says; never cut, as they are there to be copied. */
export function textNext(input: TextInput, groups: readonly WasteGroup[], { paint, width }: TextStyle): readonly string[] {
  const found = steps(input, groups).map(({ command, why }) => ({ why, command: escapeTerminal(command) }));
  const isNarrow = found.some(({ command }) => whyColumns + displayWidth(command) > width);
  const lines = found.flatMap(({ command, why }) =>
    isNarrow ? [`  ${why}`, `    ${paint('command', command)}`] : [`  ${why.padEnd(whyColumns - 2)}${paint('command', command)}`],
  );
  return [paint('heading', 'Next'), ...lines];
}

function steps({ report, bigFiles }: TextInput, [worst]: readonly WasteGroup[]): readonly Step[] {
  const image = quoteShell(report.image.reference);
  const [biggest] = bigFiles;
  return [
    ...(worst === undefined
      ? []
      : [{ command: `flense ls ${image} --layer ${worst.hiddenBy} --changed`, why: `what layer ${worst.hiddenBy} changed` }]),
    ...(biggest === undefined
      ? []
      : [{ command: `flense ls ${image} --min-size ${roundSize(biggest.sizeBytes)}`, why: 'all large files' }]),
    { command: `flense ${image}`, why: 'look around in it' },
    ...(report.image.platform.os === 'windows' ? [] : production(image)),
    { command: `flense inspect ${image} --format json`, why: 'all of this, as data' },
  ];
}

function production(image: string): readonly Step[] {
  return [
    { command: `flense advise ${image}`, why: 'what it needs to run' },
    { command: `flense slim ${image} -o slim`, why: 'the slim image' },
  ];
}

/** A round size that some files reach: a tenth of the largest. */
function roundSize(bytes: number): string {
  const power = Math.max(0, Math.floor(Math.log10(bytes / 10)));
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(units.length - 1, Math.floor(power / 3));
  return `${10 ** (power - 3 * unit)}${units[unit]}`;
}
