import { InspectError } from '../../model/errors.ts';
import { parseJson } from '../../model/json.ts';
import { booleanField, countField, objectField, stringField, toFields } from '../../model/json-fields.ts';
import { callEngine, type Engine, openEngineStream, readEngineDocument, readWhole } from './engine.ts';
import type { EngineCall, Patience } from './engine-request.ts';

const patience: Patience = { answerMilliseconds: 60_000, silenceMilliseconds: 30_000 };
const limits = { jsonBytes: 4 * 1_048_576, jsonDepth: 64 };

export type ContainerInput = {
  /** Id or name of an image that the engine has. */
  readonly image: string;
  /** `none`, or `container:ID` for the network of another. */
  readonly network: string;
  /** In place of the image's own; null: that. */
  readonly command: readonly string[] | null;
  /** In place of the image's own; null: that. */
  readonly user: string | null;
  /** `name=value`, over the image's own; default none. */
  readonly env?: readonly string[];
};

export type ContainerState = { readonly isRunning: boolean; readonly exitCode: number };

export type ContainerOutput = { readonly stdout: string; readonly stderr: string };

/** A container with no more rights than any has, that is not started yet. @returns its id */
export async function createContainer(
  engine: Engine,
  { image, network, command, user, env = [] }: ContainerInput,
  signal: AbortSignal,
): Promise<string> {
  const body = {
    Image: image,
    ...(command === null ? {} : { Entrypoint: command, Cmd: [] }),
    ...(user === null ? {} : { User: user }),
    ...(env.length === 0 ? {} : { Env: env }),
    Labels: { 'flense.trial': 'true' },
    HostConfig: { NetworkMode: network, Privileged: false },
  };
  const chunks = await callEngine(engine, '/containers/create', {}, post(body), patience, signal);
  const id = stringField(
    toFields(parseJson(await readWhole(chunks, limits.jsonBytes), limits, "the engine's answer"), "the engine's answer", 'unreadable'),
    'Id',
  );
  if (id !== null && /^[0-9a-f]{12,64}$/.test(id)) return id;
  throw new InspectError('unreadable', 'expected the engine to name the container that it made, got something else');
}

export async function startContainer(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  await drain(await callEngine(engine, `/containers/${id}/start`, {}, { method: 'POST', body: null }, patience, signal));
}

export async function containerState(engine: Engine, id: string, signal: AbortSignal): Promise<ContainerState> {
  const answer = await readEngineDocument(engine, `/containers/${id}/json`, {}, limits, signal);
  const state = answer.status === 'found' ? objectField(toFields(answer.json, 'the container', 'unreadable'), 'State') : null;
  if (state === null) throw new InspectError('unreadable', 'expected the state of a container, got none: somebody has removed it');
  return { isRunning: booleanField(state, 'Running'), exitCode: countField(state, 'ExitCode') ?? 0 };
}

/** What a container has written so far. */
export async function containerOutput(engine: Engine, id: string, maxBytes: number, signal: AbortSignal): Promise<ContainerOutput> {
  const chunks = await openEngineStream(engine, `/containers/${id}/logs`, { stdout: '1', stderr: '1' }, patience, signal);
  return splitOutput(await readWhole(chunks, maxBytes));
}

/** Ends and removes a container, with the volumes that were made for it. */
export async function removeContainer(engine: Engine, id: string): Promise<void> {
  // Also after an interrupt, as nobody else would.
  const signal = AbortSignal.timeout(30_000);
  await drain(await callEngine(engine, `/containers/${id}`, { force: '1', v: '1' }, { method: 'DELETE', body: null }, patience, signal));
}

/** https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach: a byte for the stream, three of nothing, four for the length. */
export function splitOutput(bytes: Buffer): ContainerOutput {
  const parts: [Buffer[], Buffer[]] = [[], []];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const end = at + 8 + bytes.readUInt32BE(at + 4);
    parts[bytes[at] === 2 ? 1 : 0].push(bytes.subarray(at + 8, end));
    at = end;
  }
  const [stdout, stderr] = parts.map((list) => Buffer.concat(list).toString('utf8'));
  return { stdout: stdout ?? '', stderr: stderr ?? '' };
}

function post(body: object): EngineCall {
  return { method: 'POST', body: { type: 'application/json', chunks: [Buffer.from(JSON.stringify(body))] } };
}

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  await readWhole(chunks, limits.jsonBytes);
}
