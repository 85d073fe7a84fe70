import { InspectError } from '../../model/errors.ts';
import { type JsonLimits, parseJson } from '../../model/json.ts';
import { type ApiVersion, negotiateVersion } from './api-version.ts';
import { connectionErrorCode, describeConnectionError } from './connection-error.ts';
import type { Endpoint } from './endpoint.ts';
import { type EngineAnswer, type EngineCall, type Patience, requestEngine } from './engine-request.ts';
import { openTransport, type Transport } from './transport.ts';

/** A Docker-compatible engine that answers. */
export type Engine = {
  /** As a person writes it. */
  readonly address: string;
  /** null where it does not say. */
  readonly version: ApiVersion | null;
  readonly transport: Transport;
};

export type Connecting =
  | { readonly status: 'connected'; readonly engine: Engine }
  | { readonly status: 'absent' | 'denied' | 'failed' /** What came instead, for after "got". */; readonly found: string };

/** Query parameters; null leaves one out. */
export type Query = Readonly<Record<string, string | null>>;

const pingPatience: Patience = { answerMilliseconds: 10_000, silenceMilliseconds: 10_000 };

/** Somebody may have to type a passphrase. */
const sshPatience: Patience = { answerMilliseconds: 120_000, silenceMilliseconds: 10_000 };

const documentPatience: Patience = { answerMilliseconds: 120_000, silenceMilliseconds: 30_000 };

/** An answer that is no success says why in a sentence. */
const maxMessageBytes = 65_536;

/** Asks whether an engine is there, and which version of the API it speaks. @throws InspectError `interrupted` */
export async function connectEngine(endpoint: Endpoint, signal: AbortSignal): Promise<Connecting> {
  const transport = openTransport(endpoint);
  try {
    const patience = endpoint.kind === 'ssh' ? sshPatience : pingPatience;
    const { status, headers, chunks } = await requestEngine(transport, '/_ping', patience, signal);
    const message = await readMessage(chunks);
    if (status !== 200) return { status: 'failed', found: describeStatus(status, message) };
    const header = headers['api-version'];
    const version = negotiateVersion(typeof header === 'string' ? header : undefined);
    return { status: 'connected', engine: { address: endpoint.address, version, transport } };
  } catch (error) {
    transport.release();
    if (!(error instanceof InspectError) || error.code === 'interrupted') throw error;
    return toRefusal(error, transport);
  }
}

/** A document of the engine; null for what it does not have. @throws InspectError */
export async function readEngineDocument(
  engine: Engine,
  path: string,
  query: Query,
  limits: JsonLimits,
  signal: AbortSignal,
): Promise<{ readonly status: 'found'; readonly json: unknown } | { readonly status: 'absent'; readonly message: string }> {
  const answer = await requestEngine(engine.transport, toPath(engine, path, query), documentPatience, signal);
  if (answer.status === 404) return { status: 'absent', message: await readMessage(answer.chunks) };
  if (answer.status !== 200) throw await refused(engine, answer);
  return { status: 'found', json: parseJson(await readWhole(answer.chunks, limits.jsonBytes), limits, `the engine's answer to ${path}`) };
}

/** Bytes of the engine, as they come. @throws InspectError */
export async function openEngineStream(
  engine: Engine,
  path: string,
  query: Query,
  patience: Patience,
  signal: AbortSignal,
): Promise<AsyncGenerator<Buffer>> {
  const answer = await requestEngine(engine.transport, toPath(engine, path, query), patience, signal);
  if (answer.status !== 200) throw await refused(engine, answer);
  return answer.chunks;
}

/**
 * Sends something to the engine, and hands on whatever it answers.
 * @throws InspectError `unreadable` for any answer that says no
 */
export async function callEngine(
  engine: Engine,
  path: string,
  query: Query,
  call: EngineCall,
  patience: Patience,
  signal: AbortSignal,
): Promise<AsyncGenerator<Buffer>> {
  const answer = await requestEngine(engine.transport, toPath(engine, path, query), patience, signal, call);
  if (answer.status < 300 || answer.status === 304) return answer.chunks;
  const found = describeStatus(answer.status, await readMessage(answer.chunks));
  throw new InspectError('unreadable', `expected the engine at ${engine.address} to take ${call.method} ${path}, got ${found}`);
}

function toPath({ version }: Engine, path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null) parameters.set(name, value);
  const suffix = parameters.size === 0 ? '' : `?${parameters}`;
  return `${version === null ? '' : `/v${version.join('.')}`}${path}${suffix}`;
}

function toRefusal(error: InspectError, transport: Transport): Connecting {
  const code = connectionErrorCode(error.cause);
  const found = describeConnectionError(error.cause, transport.complaint()) ?? 'no answer in time';
  if (code === 'EACCES' || code === 'EPERM') return { status: 'denied', found };
  return { status: code === 'ENOENT' || code === 'ENOTDIR' ? 'absent' : 'failed', found };
}

async function refused({ address }: Engine, { status, chunks }: EngineAnswer): Promise<InspectError> {
  const code = status === 404 ? 'no-such-image' : 'unreadable';
  const found = describeStatus(status, await readMessage(chunks));
  return new InspectError(code, `expected the engine at ${address} to give what it has of the image, got ${found}`);
}

function describeStatus(status: number, message: string): string {
  return message === '' ? `status ${status}` : `status ${status}: ${message}`;
}

/** The sentence of an answer, which may be of anybody: one line, not too long. */
async function readMessage(chunks: AsyncIterable<Buffer>): Promise<string> {
  const text = (await readWhole(chunks, maxMessageBytes)).toString('utf8');
  return toMessage(text).replace(/\s+/g, ' ').trim().slice(0, 300);
}

function toMessage(text: string): string {
  try {
    const json = JSON.parse(text) as { readonly message?: unknown } | null;
    return typeof json?.message === 'string' ? json.message : text;
  } catch {
    // Some answer in plain text.
    return text;
  }
}

/** Up to one byte more than `maxBytes`, so that the parser can tell that it is too much. */
export async function readWhole(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    length += chunk.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(parts).subarray(0, maxBytes + 1);
}
