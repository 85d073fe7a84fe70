import { InspectError } from '../../model/errors.ts';
import type { Image } from '../../model/image.ts';
import type { Trial, TrialRun } from '../../model/trial.ts';
import { findEngine } from '../../source/engine/find-engine.ts';
import { compareRuns } from './compare-runs.ts';
import { type Prober, runImage, type TrialOptions } from './run-image.ts';

export type TrialSurroundings = { readonly environment: Readonly<Record<string, string | undefined>>; readonly homeDirectory: string };

/** Of the original, where the slim one does something else: twice, as what is left to chance may come out alike. */
const maxRepeats = 2;

/**
 * Starts both images the same way, one after the other, in containers of the engine without a network, and compares what they do. Only
 * where somebody asked for it. @throws InspectError
 */
export async function tryImages(
  original: Omit<Prober, 'name'> & { readonly image: Image },
  slim: Image,
  options: TrialOptions,
  { environment, homeDirectory }: TrialSurroundings,
): Promise<Trial> {
  for (const image of [original.image, slim]) expectInEngine(image);
  const search = await findEngine(
    { environment, homeDirectory, platform: process.platform, userId: process.getuid?.() ?? null },
    options.signal,
  );
  if (search.status === 'none') throw search.error;
  const { engine } = search;
  const prober: Prober = { ...original, name: engineName(original.image) };
  try {
    const before = await runImage(engine, prober.name, prober, options);
    const after = await runImage(engine, engineName(slim), prober, options);
    const again: TrialRun[] = [];
    let { differences, unchecked } = compareRuns(before, after, again);
    while (differences.length > 0 && again.length < maxRepeats) {
      again.push(await runImage(engine, prober.name, prober, options));
      ({ differences, unchecked } = compareRuns(before, after, again));
    }
    const holds = differences.every(({ gravity }) => gravity !== 'failure');
    return { holds, original: before, slim: after, differences, unchecked: [...unchecked, ...unseen(before)] };
  } finally {
    engine.transport.release();
  }
}

/** Which of its digests an engine calls its id depends on how it stores images. */
function engineName({ names, imageId }: Image): string {
  return names[0] ?? imageId;
}

function expectInEngine({ source, reference }: Image): void {
  if (source === 'docker') return;
  throw new InspectError(
    'usage',
    `${reference}: expected an image of the engine for --run, got one that lies elsewhere: load it, as flense slim -o docker:NAME does`,
  );
}

function unseen({ ports, answers, exitCode }: TrialRun): readonly string[] {
  const silent = answers.filter(({ status }) => status === null).map(({ probe }) => probe);
  return [
    ...(ports === null ? ['listening ports: the original has no cat to look with'] : []),
    ...(silent.length === 0 ? [] : [`${silent.join(', ')}: the original gave no answer, or has nothing to ask with`]),
    ...(exitCode === null ? ['what happens after the time that both were given'] : []),
    'anything that needs a network: neither had one',
  ];
}
