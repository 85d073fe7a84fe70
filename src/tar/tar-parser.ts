import { InspectError } from '../model/errors.ts';
import type { SparseMap } from '../model/layer-entry.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { blockBytes, detach, isZeroBlock, number, parseHeader, type TarHeader } from './header.ts';
import { type PaxRecords, parsePax, paxAttributes, paxInteger, paxName, paxTime } from './pax.ts';
import {
  malformedSparse,
  maxSparseLineBytes,
  maxSparseRuns,
  parseSparseBlocks,
  parseSparsePairs,
  parseSparseText,
  sparseLayout,
  sparseRunCount,
  verifySparseMap,
} from './sparse.ts';
import { memberKind, type TarMember } from './tar-member.ts';

/**
 * What the parser wants next: another block, the body of an extension header (`metadataBytes`, then padding), or nothing, as
 * `member` is complete and its content follows, or the archive has ended.
 */
export type Step = 'block' | 'metadata' | 'member' | 'end';

type Pending =
  | { readonly kind: 'header' }
  | { readonly kind: 'pax' | 'global' | 'long-name' | 'long-link' }
  | { readonly kind: 'sparse-extension'; readonly header: TarHeader; readonly runs: [number, number][] }
  | { readonly kind: 'sparse-map'; readonly header: TarHeader; readonly blocks: Buffer[]; readonly lines: LineCount };

/** Lines of a sparse map so far, and how many there will be once the first line has told the number of runs. */
type LineCount = { found: number; wanted: number };

const noRecords: PaxRecords = new Map();
const noText = Buffer.alloc(0);
const atHeader: Pending = { kind: 'header' };

/**
 * Turns the blocks of a tar archive into members: ustar, GNU (long names, base-256, sparse) and PAX. It sees one block at a
 * time and reads nothing itself, so that the walk by position and the walk of a stream share it. Where readers disagree it does
 * what container engines do, which is what Go's archive/tar does: sizes of links, devices and directories are ignored, and so
 * are PAX global headers.
 */
export class TarParser {
  /** After `metadata`: bytes of the body. */
  metadataBytes = 0;
  /** After `member`. */
  member: TarMember | null = null;
  readonly #limits: Limits;
  #pending: Pending = atHeader;
  #isZeroBefore = false;
  #headerPosition = 0;
  #records: PaxRecords = noRecords;
  #longName: Buffer | null = null;
  #longLink: Buffer | null = null;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /**
   * @param position of the block in the archive
   * @throws InspectError `malformed-tar` or `limit`
   */
  block(block: Buffer, at: number, position: number): Step {
    const pending = this.#pending;
    switch (pending.kind) {
      case 'sparse-extension':
        return this.#sparseExtension(pending.header, pending.runs, block, at, position);
      case 'sparse-map':
        return this.#sparseMap(pending.header, pending.blocks, pending.lines, block, at, position);
      default:
        return this.#header(block, at, position);
    }
  }

  /** The body that `metadata` asked for, without its padding. It is copied. */
  metadata(body: Buffer, position: number): Step {
    switch (this.#pending.kind) {
      case 'pax':
        this.#records = parsePax(Buffer.from(body), position);
        break;
      case 'long-name':
        this.#longName = untilNul(Buffer.from(body));
        break;
      case 'long-link':
        this.#longLink = untilNul(Buffer.from(body));
        break;
      default:
        // What came before a global header is lost, as in engines, which hand that out like a member.
        this.#forget();
        break;
    }
    this.#pending = atHeader;
    return 'block';
  }

  /** Whether the archive may end here, end marker or not. */
  get isBetweenMembers(): boolean {
    return this.#pending.kind === 'header';
  }

  #header(block: Buffer, at: number, position: number): Step {
    if (block[at] === 0 && isZeroBlock(block, at)) {
      if (this.#isZeroBefore) return 'end';
      this.#isZeroBefore = true;
      return 'block';
    }
    if (this.#isZeroBefore)
      throw new InspectError('malformed-tar', `expected the end of the archive at byte ${position}, got more after a block of zeros`);
    const header = parseHeader(block, at, position);
    const kind = extensionKind(header.typeflag);
    if (kind !== null) return this.#extension(kind, header.sizeBytes, position);
    this.#headerPosition = position;
    if (header.typeflag === 0x53) return this.#oldSparse(header, block, at, position);
    switch (sparseLayout(this.#records)) {
      case 'none':
        return this.#finish(header, position + blockBytes, null, 0);
      case 'record':
        return this.#finish(header, position + blockBytes, this.#sparseOfRecords(position), 0);
      case 'content':
        this.#pending = { kind: 'sparse-map', header: detach(header), blocks: [], lines: { found: 0, wanted: 0 } };
        return 'block';
    }
  }

  #extension(kind: 'pax' | 'global' | 'long-name' | 'long-link', sizeBytes: number, position: number): Step {
    if (sizeBytes < 0)
      throw new InspectError('malformed-tar', `expected a size of 0 or more in the tar header at byte ${position}, got ${sizeBytes}`);
    if (sizeBytes > this.#limits.paxBytes) throw limitExceeded(this.#limits, 'paxBytes', `extension header at byte ${position}`);
    this.#pending = { kind };
    this.metadataBytes = sizeBytes;
    return 'metadata';
  }

  /** https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html */
  #oldSparse(header: TarHeader, block: Buffer, at: number, position: number): Step {
    const runs = parseSparsePairs(block, at + 386, 4, position).map(([offset, length]): [number, number] => [offset, length]);
    const realSize = number(block, at + 483, 12, 'sparse size', position);
    // A name of PAX's own sparse formats means nothing here.
    this.#records = new Map([...this.#records, ['GNU.sparse.size', Buffer.from(String(realSize))], ['GNU.sparse.name', noText]]);
    if (block[at + 482] === 0) return this.#finish(header, position + blockBytes, runs, 0);
    this.#pending = { kind: 'sparse-extension', header: detach(header), runs };
    return 'block';
  }

  #sparseExtension(header: TarHeader, runs: [number, number][], block: Buffer, at: number, position: number): Step {
    for (const [offset, length] of parseSparsePairs(block, at, 21, position)) runs.push([offset, length]);
    if (runs.length > maxSparseRuns)
      throw new InspectError('limit', `sparse file at byte ${this.#headerPosition}: more than ${maxSparseRuns} runs`);
    return block[at + 504] === 0 ? this.#finish(header, position + blockBytes, runs, 0) : 'block';
  }

  #sparseMap(header: TarHeader, blocks: Buffer[], lines: LineCount, block: Buffer, at: number, position: number): Step {
    blocks.push(Buffer.from(block.subarray(at, at + blockBytes)));
    for (let i = at; i < at + blockBytes; i++) if (block[i] === 0x0a) lines.found += 1;
    if (lines.wanted === 0) lines.wanted = 1 + 2 * sparseRunCount(blocks[0]!, this.#headerPosition);
    if (lines.found < lines.wanted) {
      // Bytes without an end of line would be collected on and on.
      if (blocks.length * blockBytes > lines.wanted * maxSparseLineBytes) throw malformedSparse(this.#headerPosition);
      return 'block';
    }
    const { map, mapBytes } = parseSparseBlocks(Buffer.concat(blocks), this.#headerPosition);
    return this.#finish(header, position + blockBytes, map, mapBytes);
  }

  #sparseOfRecords(position: number): SparseMap {
    return parseSparseText(this.#records.get('GNU.sparse.map')?.toString('latin1') ?? '', position);
  }

  #finish(header: TarHeader, dataPosition: number, sparse: SparseMap | null, mapBytes: number): Step {
    const records = this.#records;
    const position = this.#headerPosition;
    const name =
      (sparse === null ? null : paxName(records, 'GNU.sparse.name')) ?? this.#longName ?? paxName(records, 'path') ?? header.name;
    const kind = memberKind(header.typeflag, name);
    const hasContent = kind === 'file' || header.typeflag === 0x44;
    const storedBytes = hasContent ? (paxInteger(records, 'size', position) ?? header.sizeBytes) - mapBytes : 0;
    if (storedBytes < 0)
      throw new InspectError('malformed-tar', `expected a size of 0 or more in the tar header at byte ${position}, got ${storedBytes}`);
    const sizeBytes = kind === 'file' ? (this.#realSize(sparse, position) ?? storedBytes) : 0;
    if (sparse !== null) {
      if (kind !== 'file') throw new InspectError('malformed-tar', `expected no sparse map for the ${kind} at byte ${position}, got one`);
      verifySparseMap(sparse, sizeBytes, storedBytes, position);
    }
    this.member = {
      kind,
      name,
      linkName: this.#longLink ?? paxName(records, 'linkpath') ?? header.linkName,
      mode: header.mode,
      uid: this.#owner(paxInteger(records, 'uid', position) ?? header.uid),
      gid: this.#owner(paxInteger(records, 'gid', position) ?? header.gid),
      mtime: paxTime(records, 'mtime', position) ?? header.mtime,
      sizeBytes,
      storedBytes,
      headerPosition: position,
      dataPosition,
      device: kind === 'char' || kind === 'block' ? [header.devMajor, header.devMinor] : null,
      xattrs: records.size === 0 ? null : paxAttributes(records),
      sparse,
    };
    this.#pending = atHeader;
    this.#forget();
    return 'member';
  }

  #realSize(sparse: SparseMap | null, position: number): number | null {
    if (sparse === null) return null;
    return paxInteger(this.#records, 'GNU.sparse.size', position) ?? paxInteger(this.#records, 'GNU.sparse.realsize', position);
  }

  #forget(): void {
    this.#records = noRecords;
    this.#longName = null;
    this.#longLink = null;
  }

  #owner(id: number): number {
    if (id >= 0 && id <= 0xffffffff) return id;
    throw new InspectError(
      'malformed-tar',
      `expected an owner of 0 to 4294967295 in the tar header at byte ${this.#headerPosition}, got ${id}`,
    );
  }
}

function extensionKind(typeflag: number): 'pax' | 'global' | 'long-name' | 'long-link' | null {
  switch (typeflag) {
    case 0x78: // x
    case 0x58: // X, Solaris
      return 'pax';
    case 0x67: // g
      return 'global';
    case 0x4c: // L
      return 'long-name';
    case 0x4b: // K
      return 'long-link';
    default:
      return null;
  }
}

/** null where nothing is left, which stands for the name of the header. */
function untilNul(body: Buffer): Buffer | null {
  const end = body.indexOf(0);
  if (end === 0 || body.length === 0) return null;
  return end < 0 ? body : body.subarray(0, end);
}
