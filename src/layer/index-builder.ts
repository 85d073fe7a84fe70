import { InspectError } from '../model/errors.ts';
import { type EntryExtra, type EntryKind, entryKinds } from '../model/layer-entry.ts';
import type { StoredFacts } from '../model/layer-facts.ts';
import type { LayerIndex } from '../model/layer-index.ts';
import { type Limits, limitExceeded } from '../model/limits.ts';
import { normalisePath } from '../tar/path.ts';
import type { TarMember } from '../tar/tar-member.ts';
import { ByteArena } from './byte-arena.ts';
import type { FactSink } from './gatherer.ts';
import { JsonRows } from './json-rows.ts';
import { cut, grown, newRows } from './rows.ts';
import { sharedBytes } from './shared-bytes.ts';
import { parseWhiteout } from './whiteout.ts';

const kindNumber = Object.fromEntries(entryKinds.map((kind, i) => [kind, i])) as Record<EntryKind, number>;

/** Collects the rows of one `LayerIndex`, in the order of the archive. */
export class IndexBuilder {
  /** Raw path of the last entry added; valid until the next. */
  path: Buffer = Buffer.alloc(0);
  readonly #limits: Limits;
  readonly #names = new ByteArena();
  readonly #captured = new ByteArena();
  readonly #hashes = new ByteArena();
  #rows = newRows(1_024);
  readonly #extras = new JsonRows<readonly [entry: number, EntryExtra]>();
  readonly #facts: { readonly [Kind in keyof StoredFacts]: JsonRows<StoredFacts[Kind][number]> } = {
    elf: new JsonRows(),
    script: new JsonRows(),
    shell: new JsonRows(),
    secrets: new JsonRows(),
    captured: new JsonRows(),
    unreadable: new JsonRows(),
  };
  /** Characters of all of these. */
  #noted = 0;
  #count = 0;
  /** The path before, in the names. */
  #lastStart = 0;
  #lastEnd = 0;
  #sizeBytes = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  /** @throws InspectError `limit`, `unsafe-path` or `malformed-tar` */
  add(member: TarMember): void {
    if (this.#count >= this.#limits.layerEntries)
      throw limitExceeded(this.#limits, 'layerEntries', `tar member at byte ${member.headerPosition}`);
    const path = normalisePath(member.name, this.#limits, member.headerPosition);
    if (path.length === 0 && member.kind !== 'directory') {
      throw new InspectError('malformed-tar', `expected a name for the ${member.kind} at byte ${member.headerPosition}, got none`);
    }
    const whiteout = parseWhiteout(path, member.headerPosition);
    this.path = path;
    const row = this.#count;
    if (row === this.#rows.kinds.length) this.#rows = grown(this.#rows);
    const rows = this.#rows;
    const start = this.#names.length;
    this.#names.push(whiteout?.path ?? path);
    rows.pathEnds[row] = this.#names.length;
    rows.shared[row] = sharedBytes(this.#names.bytes, this.#lastStart, this.#lastEnd, start, this.#names.length);
    this.#lastStart = start;
    this.#lastEnd = this.#names.length;
    if (member.kind === 'symlink') this.#names.push(this.#target(member));
    else if (member.kind === 'hardlink') this.#names.push(normalisePath(member.linkName, this.#limits, member.headerPosition));
    rows.linkEnds[row] = this.#names.length;
    rows.kinds[row] = kindNumber[whiteout?.kind ?? member.kind];
    rows.modes[row] = member.mode;
    rows.uids[row] = member.uid;
    rows.gids[row] = member.gid;
    rows.sizes[row] = member.sizeBytes;
    rows.mtimes[row] = member.mtime;
    rows.dataOffsets[row] = member.dataPosition;
    rows.hashRows[row] = -1;
    const extra = extraOf(member);
    this.#count += 1;
    this.#sizeBytes += member.sizeBytes;
    if (extra !== null) this.#note(this.#extras, [row, extra]);
    if (this.#names.length > this.#limits.nameBytes) throw limitExceeded(this.#limits, 'nameBytes', 'paths and link targets');
  }

  /** Kind of the last entry, an index into `fileKinds`. */
  fileKind(kind: number): void {
    this.#rows.fileKinds[this.#count - 1] = kind;
  }

  /** SHA-256 of the last entry's content. */
  hash(hash: Uint8Array): void {
    this.#rows.hashRows[this.#count - 1] = this.#hashes.length / 32;
    this.#hashes.push(hash);
  }

  /** Facts of the last entry. */
  readonly facts: FactSink = {
    elf: (facts) => this.#note(this.#facts.elf, [this.#count - 1, facts]),
    script: (facts) => this.#note(this.#facts.script, [this.#count - 1, facts]),
    shell: (facts) => this.#note(this.#facts.shell, [this.#count - 1, facts]),
    secrets: (facts) => this.#note(this.#facts.secrets, [this.#count - 1, facts]),
    unreadable: (reason) => this.#note(this.#facts.unreadable, [this.#count - 1, reason]),
    captured: (bytes, isTruncated) => {
      this.#captured.push(bytes);
      if (this.#captured.length > this.#limits.capturedBytes)
        throw limitExceeded(this.#limits, 'capturedBytes', 'contents of the files that analyzers read');
      this.#note(this.#facts.captured, [this.#count - 1, this.#captured.length, isTruncated]);
    },
  };

  #note<Row>(rows: JsonRows<Row>, row: Row): void {
    this.#noted += rows.push(row);
    if (this.#noted > this.#limits.factBytes) throw limitExceeded(this.#limits, 'factBytes', 'facts and attributes of the entries');
  }

  /** As written, but not longer than a path may be. */
  #target({ linkName, headerPosition }: TarMember): Buffer {
    if (linkName.length <= this.#limits.pathBytes) return linkName;
    throw limitExceeded(this.#limits, 'pathBytes', `link target of the tar member at byte ${headerPosition}`);
  }

  /** `StoredFacts` */
  #factsJson(): string {
    return `{${Object.entries(this.#facts)
      .map(([kind, rows]) => `"${kind}":${rows.toJson()}`)
      .join(',')}}`;
  }

  /** @param tarBytes length of the layer tar */
  finish(tarBytes: number): LayerIndex {
    return {
      entryCount: this.#count,
      sizeBytes: this.#sizeBytes,
      tarBytes,
      columns: {
        names: this.#names.toBytes(),
        ...cut(this.#rows, this.#count),
        hashes: this.#hashes.toBytes(),
        extras: utf8(this.#extras.toJson()),
        facts: utf8(this.#factsJson()),
        captured: this.#captured.toBytes(),
      },
    };
  }
}

function extraOf(member: TarMember): EntryExtra | null {
  if (member.xattrs === null && member.device === null && member.sparse === null) return null;
  return {
    ...(member.xattrs === null ? {} : { xattrs: member.xattrs }),
    ...(member.device === null ? {} : { device: member.device }),
    ...(member.sparse === null ? {} : { sparse: member.sparse }),
  };
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
