import { closeSync, openSync } from 'node:fs';
import { InspectError } from '../../src/model/errors.ts';
import { defaultLimits, type Limits } from '../../src/model/limits.ts';
import { FileWindow } from '../../src/tar/file-window.ts';
import { StreamWalker } from '../../src/tar/stream-walker.ts';
import type { TarMember } from '../../src/tar/tar-member.ts';
import { walkTar } from '../../src/tar/walk-tar.ts';
import { temporaryFile } from '../support/temporary-directory.ts';

/** A member that outlives its archive: names in latin1, so that bytes stay apart. */
export type WalkedMember = Omit<TarMember, 'name' | 'linkName'> & { readonly name: string; readonly linkName: string };

/** What a walk ends with. */
export type Walked = { readonly members: readonly WalkedMember[]; readonly failure: string | null };

/** Walks an archive by position and as a stream; both must come to the same, which is given once. */
export function walk(tar: Uint8Array, limits: Partial<Limits> = {}): Walked {
  const byPosition = walkFile(tar, limits);
  const streamed = walkChunks([tar], limits);
  if (outcome(byPosition) !== outcome(streamed)) {
    throw new Error(`two walks of one archive: ${JSON.stringify(byPosition)} and ${JSON.stringify(streamed)}`);
  }
  return byPosition;
}

/** The members, or the code of the failure: a stream has told of members before it breaks off, and knows less of what is missing. */
export function outcome({ members, failure }: Walked): string {
  return failure === null ? JSON.stringify(members) : failure.split(':', 1).join();
}

/** The members of an archive that is whole. */
export function members(...parts: readonly Uint8Array[]): readonly WalkedMember[] {
  const { members, failure } = walk(Buffer.concat(parts));
  if (failure !== null) throw new Error(failure);
  return members;
}

export function member(...parts: readonly Uint8Array[]): WalkedMember {
  const [first, ...rest] = members(...parts);
  if (first === undefined || rest.length > 0) throw new Error(`expected one member, got ${rest.length}`);
  return first;
}

/** `code: message` of the refusal, null if there is none. */
export function refusal(...parts: readonly Uint8Array[]): string | null {
  return walk(Buffer.concat(parts)).failure;
}

export function walkFile(tar: Uint8Array, limits: Partial<Limits> = {}): Walked {
  const fd = openSync(temporaryFile('archive.tar', tar), 'r');
  try {
    return collect((visit) => {
      walkTar(new FileWindow(fd, 0, tar.length), { ...defaultLimits, ...limits }, visit);
    });
  } finally {
    closeSync(fd);
  }
}

export function walkChunks(chunks: readonly Uint8Array[], limits: Partial<Limits> = {}): Walked {
  return collect((visit) => {
    const walker = new StreamWalker({ ...defaultLimits, ...limits }, { member: visit, content: () => {}, memberEnd: () => {} });
    for (const chunk of chunks) walker.push(Buffer.from(chunk));
    walker.finish();
  });
}

/** Cuts bytes into chunks of these lengths, round and round. */
export function cut(bytes: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const end = at + lengths[i % lengths.length]!;
    chunks.push(bytes.subarray(at, end));
    at = end;
  }
  return chunks;
}

function collect(run: (visit: (member: TarMember) => void) => void): Walked {
  const members: WalkedMember[] = [];
  const visit = (member: TarMember): void => {
    members.push({ ...member, name: member.name.toString('latin1'), linkName: member.linkName.toString('latin1') });
  };
  try {
    run(visit);
    return { members, failure: null };
  } catch (error) {
    if (!(error instanceof InspectError)) throw error;
    return { members, failure: `${error.code}: ${error.message}` };
  }
}
