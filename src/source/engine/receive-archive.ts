import { extract, type Header } from 'tar-stream';
import type { DiffId } from '../../model/digest.ts';
import { InspectError } from '../../model/errors.ts';
import type { ArrivedLayer, ArrivingLayers, FileBlob } from '../../model/image.ts';
import { decodeName } from '../../model/layer-index.ts';
import { type Limits, limitExceeded } from '../../model/limits.ts';
import type { ArchiveMember } from '../../tar/list-members.ts';
import { normalisePath } from '../../tar/path.ts';
import { looksLikeTar, sniffCompression } from '../../tar/sniff.ts';
import type { ArrivedFile } from '../stored-file.ts';
import { DocumentSpace } from './document-space.ts';
import { feedExtract } from './feed-extract.ts';
import { MemberContent } from './member-content.ts';

/** One member of an archive that has come by. */
export type ArrivedMember = Pick<ArchiveMember, 'path' | 'kind' | 'linkTarget'> & { readonly file: ArrivedFile };

export type ReceiveOptions = {
  readonly layers: ArrivingLayers;
  readonly limits: Limits;
  readonly signal: AbortSignal;
  /** Gets the bytes of a layer once more. */
  readonly keepLayer: (diffId: DiffId) => Promise<FileBlob>;
};

/** What is known of a member once its bytes have gone by; as a layer it may take a moment longer. */
type Receipt = Omit<ArrivedMember, 'file'> &
  Pick<ArrivedFile, 'sizeBytes' | 'head'> & { readonly layer: Promise<ArrivedLayer | InspectError> | null };

type Entry = AsyncIterable<unknown> & { readonly header: Header };

const memberKinds: Readonly<Record<string, ArrivedMember['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'directory',
  symlink: 'symlink',
  link: 'hardlink',
};

/** A tar header. */
const headBytes = 512;

/**
 * Reads a saved image while it arrives, its members in any order: layers, told by their first bytes, are indexed; of the rest,
 * which are documents, the bytes are kept in memory. Nothing is written.
 * @throws InspectError `malformed-tar`, `unsafe-path`, `limit`, or why the engine gave up
 */
export async function receiveArchive(chunks: AsyncIterable<Buffer>, options: ReceiveOptions): Promise<readonly ArrivedMember[]> {
  const { limits, signal } = options;
  const parser = extract();
  const feed = feedExtract(parser, chunks);
  const documents = new DocumentSpace(limits);
  const receipts: Receipt[] = [];
  try {
    for await (const entry of parser) {
      if (receipts.length >= limits.archiveMembers) throw limitExceeded(limits, 'archiveMembers', 'archive');
      receipts.push(await receiveMember(entry, documents, options));
    }
  } catch (error) {
    if (signal.aborted) throw new InspectError('interrupted', 'interrupted', { cause: error });
    throw refusal(feed.tail()) ?? malformed(error);
  }
  const members = await Promise.all(receipts.map((receipt) => toMember(receipt, options.keepLayer)));
  if (signal.aborted) throw new InspectError('interrupted', 'interrupted');
  return members;
}

async function receiveMember(entry: Entry, documents: DocumentSpace, options: ReceiveOptions): Promise<Receipt> {
  const { name, type, linkname, size } = entry.header;
  const path = decodeName(normalisePath(Buffer.from(name), options.limits, 0));
  const member = { path, kind: memberKinds[type] ?? ('other' as const), linkTarget: linkname };
  if (member.kind !== 'file') return { ...member, sizeBytes: 0, head: Buffer.alloc(0), layer: null };
  return { ...member, ...(await receiveFile(new MemberContent(entry), size, documents, options)) };
}

async function receiveFile(
  content: MemberContent,
  sizeBytes: number,
  documents: DocumentSpace,
  { layers }: ReceiveOptions,
): Promise<Pick<Receipt, 'sizeBytes' | 'head' | 'layer'>> {
  const head = await content.peek(headBytes);
  if (isLayer(head, sizeBytes)) {
    const layer = layers.index(content.chunks()).catch(expected);
    // Whoever awaits it comes later.
    layer.catch(() => {});
    // It may have been given up before its end.
    await Promise.race([layer.catch(() => {}), content.taken]);
    await content.drain();
    return { sizeBytes, head: Buffer.from(head.subarray(0, headBytes)), layer };
  }
  const isKept = documents.take(sizeBytes);
  const kept = isKept ? await collect(content) : Buffer.from(head.subarray(0, headBytes));
  await content.drain();
  return { sizeBytes, head: kept, layer: null };
}

/** By its first bytes, as neither names nor media types tell. A layer without any entry is all zeros. */
function isLayer(head: Buffer, sizeBytes: number): boolean {
  if (sizeBytes === 0) return false;
  const isEmptyTar = head.length >= headBytes && head.subarray(0, headBytes).every((byte) => byte === 0);
  return isEmptyTar || looksLikeTar(head) || sniffCompression(head) !== 'none';
}

async function collect(content: MemberContent): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of content.chunks()) parts.push(chunk);
  return Buffer.concat(parts);
}

/** An archive may hold what looks like a layer and is none of the image that is wanted. */
function expected(error: unknown): InspectError {
  if (error instanceof InspectError) return error;
  throw error;
}

async function toMember({ sizeBytes, head, layer, ...member }: Receipt, keepLayer: ReceiveOptions['keepLayer']): Promise<ArrivedMember> {
  const arrived = await layer;
  const keep = (): Promise<FileBlob> => {
    if (arrived === null || arrived instanceof InspectError) throw new Error('only layers are kept');
    return keepLayer(arrived.diffId);
  };
  return { ...member, file: { kind: 'arrived', sizeBytes, head, layer: arrived, keep } };
}

/** An engine that fails while it sends can only append why. https://github.com/moby/moby/tree/master/pkg/streamformatter */
function refusal(tail: Buffer): InspectError | null {
  const text = tail.toString('utf8');
  const start = text.lastIndexOf('{"errorDetail"');
  const message = start < 0 ? null : /"error":("(?:[^"\\]|\\.)*")/.exec(text.slice(start))?.[1];
  if (message === null || message === undefined) return null;
  return new InspectError('unreadable', `expected the engine to send the whole image, got ${message.slice(0, 300)}`);
}

/** What tar-stream says; anything else has been said already. */
function malformed(error: unknown): unknown {
  if (error instanceof InspectError || !(error instanceof Error)) return error;
  const isParser = /^(?:Invalid tar header|Invalid header|Unexpected end of data|Header exceeds max size|Invalid pax)/.test(error.message);
  return isParser
    ? new InspectError('malformed-tar', `expected a whole tar of the engine, got an error: ${error.message}`, { cause: error })
    : error;
}
