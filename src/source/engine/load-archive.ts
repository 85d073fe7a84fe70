import { InspectError } from '../../model/errors.ts';
import { callEngine, type Engine, readEngineDocument, readWhole } from './engine.ts';
import { imagePath } from './engine-name.ts';
import type { Patience } from './engine-request.ts';

/** An engine unpacks everything before it answers. */
const patience: Patience = { answerMilliseconds: 3_600_000, silenceMilliseconds: 300_000 };

const maxAnswerBytes = 1_048_576;

const documentLimits = { jsonBytes: 16 * 1_048_576, jsonDepth: 64 };

/** Whether the engine has an image of that name. @throws InspectError */
export async function hasImage(engine: Engine, name: string, signal: AbortSignal): Promise<boolean> {
  return (await readEngineDocument(engine, `${imagePath(name)}/json`, {}, documentLimits, signal)).status === 'found';
}

/** What `docker load` does, with an archive that it is sent. @throws InspectError `unwritable` with what the engine says */
export async function loadArchive(engine: Engine, archive: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<void> {
  const call = { method: 'POST', body: { type: 'application/x-tar', chunks: archive } } as const;
  const answer = await readWhole(await callEngine(engine, '/images/load', { quiet: '1' }, call, patience, signal), maxAnswerBytes);
  const failure = findError(answer.toString('utf8'));
  if (failure !== null) throw new InspectError('unwritable', `expected the engine at ${engine.address} to load the image, got ${failure}`);
}

/** The status is sent before anything is unpacked: what goes wrong after that stands in one of the lines. */
function findError(text: string): string | null {
  for (const line of text.split('\n')) {
    try {
      const json = JSON.parse(line) as { readonly error?: unknown } | null;
      if (typeof json?.error === 'string') return json.error.replace(/\s+/g, ' ').trim().slice(0, 300);
    } catch {
      // Progress that is no JSON says nothing of a failure.
    }
  }
  return null;
}
