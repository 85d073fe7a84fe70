import type { EntryNumber } from '../../filesystem/image-tree.ts';
import type { ElfFacts } from '../../model/facts.ts';
import { layerFacts } from '../../model/layer-facts.ts';
import { contentHash, fileKind } from '../../model/layer-index.ts';
import { formatBytes } from '../../report/format-bytes.ts';
import { formatCount } from '../../report/format-count.ts';
import { formatMode } from '../../report/format-mode.ts';
import { formatTime } from '../../report/format-time.ts';
import type { Session } from '../session.ts';
import { ownerName } from '../view/owner-name.ts';

/** A label and what it says, not escaped. */
export type Fact = readonly [label: string, value: string];

/** What is known of an entry of a layer without reading it. */
export function fileFacts(session: Session, entry: EntryNumber): readonly Fact[] {
  const { tree } = session;
  const index = tree.layers[tree.layerOf(entry)]!;
  const row = tree.rowOf(entry);
  const { kind, mode, uid, gid, sizeBytes, mtime, linkTarget, extra } = tree.layerEntry(entry);
  const hash = contentHash(index.columns, row);
  const { elf, script } = layerFacts(index);
  const facts = elf.get(row);
  const line = script.get(row);
  return [
    ['kind', kind === 'file' ? `file, ${fileKind(index.columns, row)}` : kind],
    ['mode', `${formatMode(kind, mode)} ${mode.toString(8).padStart(4, '0')}`],
    ['owner', ownerName(session, uid, gid)],
    ...(kind === 'file' ? [['size', `${formatBytes(sizeBytes)} (${formatCount(sizeBytes)} bytes)`] as const] : []),
    ['changed', formatTime(mtime * 1000) ?? String(mtime)],
    ...(linkTarget === null ? [] : [['leads to', linkTarget] as const]),
    ...(hash === null ? [] : [['sha256', Buffer.from(hash).toString('hex')] as const]),
    ...Object.entries(extra?.xattrs ?? {}).map(([name, value]): Fact => [name, value]),
    ...(line === undefined ? [] : [['started by', [line.interpreter, line.argument ?? ''].join(' ').trim()] as const]),
    ...(facts === undefined ? [] : elfRows(facts)),
  ];
}

function elfRows(elf: ElfFacts): readonly Fact[] {
  const form = [elf.isStatic ? 'static' : 'dynamic', ...(elf.isPie ? ['PIE'] : [])].join(', ');
  return [
    ['ELF', `${elf.class} bit, ${elf.endian} endian, ${elf.machine}, ${elf.type}, ${form}`],
    ['symbols', elf.isStripped === null ? 'not known' : elf.isStripped ? 'stripped' : `not stripped, ${formatBytes(elf.strippableBytes)}`],
    ...given('loader', elf.interpreter),
    ...given('soname', elf.soname),
    ...given('rpath', elf.rpath),
    ...given('runpath', elf.runpath),
    ...elf.needed.map((name): Fact => ['needs', [name, ...versionsOf(elf, name)].join(' ')]),
    ...(elf.goBuildInfo === null ? [] : [['Go', elf.goBuildInfo.goVersion] as const]),
    ...(elf.goBuildInfo?.moduleInfo.split('\n').filter((line) => line !== '') ?? []).map((line): Fact => ['', line.replaceAll('\t', ' ')]),
  ];
}

function versionsOf({ versionNeeds }: ElfFacts, name: string): readonly string[] {
  return Object.hasOwn(versionNeeds, name) ? versionNeeds[name]! : [];
}

function given(label: string, value: string | null): readonly Fact[] {
  return value === null ? [] : [[label, value]];
}
