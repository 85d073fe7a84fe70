import type { TrialDifference, TrialRun } from '../../model/trial.ts';
import { compareTexts, type TextComparison } from './compare-texts.ts';

export type Comparison = {
  readonly differences: readonly TrialDifference[];
  /** What the original does otherwise each time, one phrase each. */
  readonly unchecked: readonly string[];
};

/** What programs say when something is not there. */
const complaint =
  /no such file|not found|cannot (?:open|find|load|stat)|can't (?:open|find|load)|could not (?:open|find|load)|unable to (?:open|find|load|locate)|ENOENT|error while loading|undefined symbol|does not exist|missing/i;

/** A text of both. */
type Pair = {
  /** For a phrase. */
  readonly subject: string;
  readonly gravity: TrialDifference['gravity'];
  /** Where they differ. */
  readonly summary: string;
  readonly comparison: TextComparison;
};

/**
 * What the slim one did otherwise.
 * @param again further runs of the original, made after that of the slim one: what these do otherwise, the slim one may too
 */
export function compareRuns(original: TrialRun, slim: TrialRun, again: readonly TrialRun[]): Comparison {
  const pairs = [...bodies(original, slim, again), ...outputs(original, slim, again)];
  return {
    differences: [
      ...exitCodes(original, slim, again),
      ...ports(original, slim, again),
      ...statuses(original, slim, again),
      ...complaints(original, slim, again),
      ...pairs.flatMap(textDifference),
    ],
    unchecked: pairs.flatMap(({ subject, comparison }) =>
      comparison.status === 'unsteady' ? [`${subject}: the original writes something else each time`] : [],
    ),
  };
}

function textDifference({ gravity, summary, comparison }: Pair): readonly TrialDifference[] {
  if (comparison.status !== 'differs') return [];
  const { found, expected } = comparison;
  return [{ gravity, summary: `${summary}: ${quoted(found)} in place of ${quoted(expected)}` }];
}

function quoted(text: string): string {
  return text === '' ? 'nothing' : JSON.stringify(text);
}

function bodies(original: TrialRun, slim: TrialRun, again: readonly TrialRun[]): readonly Pair[] {
  return original.answers.flatMap(({ probe, status, body }, at): readonly Pair[] => {
    const other = slim.answers[at];
    if (other === undefined || status === null || other.status !== status) return [];
    const own = again.flatMap(({ answers }) => (answers[at]?.status === status ? [answers[at].body] : []));
    const comparison = compareTexts(body, other.body, own);
    return [
      { subject: `the answer to ${probe}`, gravity: 'failure', summary: `${probe}: the slim one answers with another body`, comparison },
    ];
  });
}

/** A server may say anything while it runs; what a program that is done has written is its result. What it says beside that is for people. */
function outputs(original: TrialRun, slim: TrialRun, again: readonly TrialRun[]): readonly Pair[] {
  const pair = (subject: string, gravity: Pair['gravity'], of: (run: TrialRun) => string): Pair => ({
    subject,
    gravity,
    summary: `the slim one writes something else to ${subject}`,
    comparison: compareTexts(of(original), of(slim), again.map(of)),
  });
  const isDone = original.exitCode !== null && slim.exitCode !== null;
  return [
    pair('its standard output', isDone ? 'failure' : 'warning', ({ stdout }) => stdout),
    pair('its standard error', 'warning', ({ stderr }) => stderr),
  ];
}

function exitCodes({ exitCode: before }: TrialRun, { exitCode: after }: TrialRun, again: readonly TrialRun[]): readonly TrialDifference[] {
  if ([before, ...again.map(({ exitCode }) => exitCode)].includes(after)) return [];
  return [{ gravity: 'failure', summary: `the original ${ended(before)}, the slim one ${ended(after)}` }];
}

function ended(exitCode: number | null): string {
  return exitCode === null ? 'kept running' : `ended with ${exitCode}`;
}

/** Ports that the original takes at random are no difference, but as many as it takes. */
function ports({ ports: before }: TrialRun, { ports: after }: TrialRun, again: readonly TrialRun[]): readonly TrialDifference[] {
  if (before === null || after === null) return [];
  const others = again.flatMap(({ ports: own }) => (own === null ? [] : [own]));
  const fixed = before.filter((port) => others.every((own) => own.includes(port)));
  const missing = fixed.filter((port) => !after.includes(port));
  const more = after.filter((port) => ![before, ...others].some((own) => own.includes(port))).slice(before.length - fixed.length);
  return [
    ...missing.map((port): TrialDifference => ({ gravity: 'failure', summary: `the slim one does not listen on port ${port}` })),
    ...more.map((port): TrialDifference => ({ gravity: 'warning', summary: `the slim one listens on port ${port}, the original did not` })),
  ];
}

function statuses(original: TrialRun, slim: TrialRun, again: readonly TrialRun[]): readonly TrialDifference[] {
  return original.answers.flatMap(({ probe, status }, at): readonly TrialDifference[] => {
    const other = slim.answers[at];
    const own = [status, ...again.map(({ answers }) => answers[at]?.status)];
    if (other === undefined || status === null || own.includes(other.status)) return [];
    return [{ gravity: 'failure', summary: `${probe}: the original answers ${status}, the slim one ${other.status ?? 'nothing'}` }];
  });
}

function complaints(original: TrialRun, slim: TrialRun, again: readonly TrialRun[]): readonly TrialDifference[] {
  const known = new Set([original, ...again].flatMap(linesOf));
  const fresh = linesOf(slim).filter((line) => complaint.test(line) && !known.has(line));
  return [...new Set(fresh)]
    .slice(0, 20)
    .map((line) => ({ gravity: 'failure', summary: `the slim one says ${JSON.stringify(line.slice(0, 200))}` }));
}

/** Without numbers and identifiers: a complaint is the same whatever it counts. */
function linesOf({ stdout, stderr }: TrialRun): readonly string[] {
  const plain = `${stdout}\n${stderr}`.replace(/\b(?=[a-f-]{0,64}\d)[0-9a-f-]{8,128}\b/gi, '#').replace(/\d+/g, '#');
  return plain.split('\n');
}
