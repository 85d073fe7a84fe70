import type { TrialDifference, TrialRun } from '../../model/trial.ts';

/** What programs say when something is not there. */
const complaint =
  /no such file|not found|cannot (?:open|find|load|stat)|can't (?:open|find|load)|could not (?:open|find|load)|unable to (?:open|find|load|locate)|ENOENT|error while loading|undefined symbol|does not exist|missing/i;

/** What the slim one did otherwise; what differs between two runs of one program is passed over. */
export function compareRuns(original: TrialRun, slim: TrialRun): readonly TrialDifference[] {
  return [
    ...exitCodes(original, slim),
    ...ports(original, slim),
    ...answers(original, slim),
    ...complaints(original, slim),
    ...outputs(original, slim),
  ];
}

function exitCodes({ exitCode: before }: TrialRun, { exitCode: after }: TrialRun): readonly TrialDifference[] {
  return before === after ? [] : [{ gravity: 'failure', summary: `the original ${ended(before)}, the slim one ${ended(after)}` }];
}

function ended(exitCode: number | null): string {
  return exitCode === null ? 'kept running' : `ended with ${exitCode}`;
}

function ports({ ports: before }: TrialRun, { ports: after }: TrialRun): readonly TrialDifference[] {
  if (before === null || after === null) return [];
  const missing = before.filter((port) => !after.includes(port));
  const more = after.filter((port) => !before.includes(port));
  return [
    ...missing.map((port): TrialDifference => ({ gravity: 'failure', summary: `the slim one does not listen on port ${port}` })),
    ...more.map((port): TrialDifference => ({ gravity: 'warning', summary: `the slim one listens on port ${port}, the original did not` })),
  ];
}

function answers(original: TrialRun, slim: TrialRun): readonly TrialDifference[] {
  return original.answers.flatMap(({ probe, status, body }, at): readonly TrialDifference[] => {
    const other = slim.answers[at];
    if (other === undefined || status === null) return [];
    if (other.status !== status)
      return [{ gravity: 'failure', summary: `${probe}: the original answers ${status}, the slim one ${other.status ?? 'nothing'}` }];
    return steady(other.body) === steady(body) ? [] : [{ gravity: 'failure', summary: `${probe}: the slim one answers with another body` }];
  });
}

function complaints(original: TrialRun, slim: TrialRun): readonly TrialDifference[] {
  const known = new Set(linesOf(original));
  const fresh = linesOf(slim).filter((line) => complaint.test(line) && !known.has(line));
  return [...new Set(fresh)]
    .slice(0, 20)
    .map((line) => ({ gravity: 'failure', summary: `the slim one says ${JSON.stringify(line.slice(0, 200))}` }));
}

/** A server may say anything while it runs; what a program that is done has written is its result. */
function outputs(original: TrialRun, slim: TrialRun): readonly TrialDifference[] {
  if (steady(original.stdout) === steady(slim.stdout)) return [];
  const isDone = original.exitCode !== null && slim.exitCode !== null;
  return [{ gravity: isDone ? 'failure' : 'warning', summary: 'the slim one writes something else to its standard output' }];
}

function linesOf({ stdout, stderr }: TrialRun): readonly string[] {
  return steady(`${stdout}\n${stderr}`).split('\n');
}

/** Without what differs from run to run: times, process numbers, addresses, identifiers. */
function steady(text: string): string {
  return text.replace(/\b(?=[0-9a-f-]*\d)[0-9a-f-]{8,}\b/gi, '#').replace(/\d+/g, '#');
}
