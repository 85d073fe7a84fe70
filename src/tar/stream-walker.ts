import type { Limits } from '../model/limits.ts';
import { blockBytes, paddedBytes } from './header.ts';
import type { TarMember } from './tar-member.ts';
import { TarParser } from './tar-parser.ts';
import { truncated } from './walk-tar.ts';

/** What is called back while a tar streams by. Views are valid only during the call. */
export type TarSink = {
  readonly member: (member: TarMember) => void;
  readonly content: (chunk: Buffer) => void;
  /** The content of the last member is complete. */
  readonly memberEnd: () => void;
};

type State = 'block' | 'metadata' | 'content' | 'padding' | 'end';

/** Walks a tar of which the bytes arrive in chunks of any size. Bytes after the end marker are counted and ignored. */
export class StreamWalker {
  /** Bytes so far. */
  position = 0;
  readonly #parser: TarParser;
  readonly #sink: TarSink;
  #state: State = 'block';
  /** Bytes still to come in this state. */
  #left = blockBytes;
  /** Padding that follows the content or metadata. */
  #padding = 0;
  #metadata = Buffer.alloc(0);
  /** A block or metadata body that is split between chunks. */
  readonly #block = Buffer.alloc(blockBytes);

  constructor(limits: Limits, sink: TarSink) {
    this.#parser = new TarParser(limits);
    this.#sink = sink;
  }

  /** @throws InspectError `malformed-tar` or `limit` */
  push(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      const taken = Math.min(this.#left, chunk.length - at);
      const state = this.#state;
      if (state === 'end') {
        this.position += chunk.length - at;
        return;
      }
      if (state === 'block') this.#takeBlock(chunk, at, taken);
      else {
        if (state === 'content') this.#sink.content(chunk.subarray(at, at + taken));
        else if (state === 'metadata') chunk.copy(this.#metadata, this.#metadata.length - this.#left, at, at + taken);
        this.#left -= taken;
        this.position += taken;
        if (this.#left === 0) this.#next();
      }
      at += taken;
    }
  }

  /** @throws InspectError `malformed-tar` when the archive broke off */
  finish(): void {
    const mayEnd = this.#state === 'block' && this.#left === blockBytes && this.#parser.isBetweenMembers;
    if (this.#state !== 'end' && !mayEnd) throw truncated(this.position, this.#left, 0);
  }

  #takeBlock(chunk: Buffer, at: number, taken: number): void {
    const start = this.position - (blockBytes - this.#left);
    this.#left -= taken;
    this.position += taken;
    if (taken === blockBytes) this.#parse(chunk, at, start);
    else {
      chunk.copy(this.#block, blockBytes - this.#left - taken, at, at + taken);
      if (this.#left === 0) this.#parse(this.#block, 0, start);
    }
  }

  #parse(block: Buffer, at: number, position: number): void {
    switch (this.#parser.block(block, at, position)) {
      case 'block':
        this.#enter('block', blockBytes, 0);
        break;
      case 'end':
        this.#enter('end', Number.POSITIVE_INFINITY, 0);
        break;
      case 'metadata': {
        const length = this.#parser.metadataBytes;
        this.#metadata = Buffer.allocUnsafe(length);
        this.#enter('metadata', length, paddedBytes(length) - length);
        break;
      }
      case 'member': {
        const { member } = this.#parser;
        this.#sink.member(member!);
        const length = member!.storedBytes;
        this.#enter('content', length, paddedBytes(length) - length);
        break;
      }
    }
  }

  #enter(state: State, left: number, padding: number): void {
    this.#state = state;
    this.#left = left;
    this.#padding = padding;
    if (left === 0) this.#next();
  }

  /** What follows once nothing is left of a metadata body, a content or its padding. */
  #next(): void {
    if (this.#state === 'metadata') this.#parser.metadata(this.#metadata, this.position);
    else if (this.#state === 'content') this.#sink.memberEnd();
    if (this.#padding > 0) this.#enter('padding', this.#padding, 0);
    else this.#enter('block', blockBytes, 0);
  }
}
