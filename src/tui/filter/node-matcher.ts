import type { EntryNumber, Node } from '../../filesystem/image-tree.ts';
import { type FileKind, fileKinds } from '../../model/facts.ts';
import { type EntryKind, entryKinds } from '../../model/layer-entry.ts';
import { entryExtras } from '../../model/layer-index.ts';
import type { Session } from '../session.ts';
import { changeOf, type LayerView } from '../tree/layer-view.ts';
import type { TreeIndex } from '../tree/tree-index.ts';
import type { Comparison, FilterTest, PathFilter } from './parse-filter.ts';

export type MatchInput = { readonly index: TreeIndex; readonly view: LayerView } & Pick<Session, 'userNames' | 'groupNames'>;

type NodeTest = (node: Node) => boolean;

/** Cheap tests come first; those of names decode them. */
const cost: Readonly<Record<FilterTest['kind'], number>> = {
  change: 0,
  size: 1,
  layer: 1,
  'entry-kind': 1,
  'file-kind': 1,
  owner: 1,
  group: 1,
  mode: 1,
  capability: 2,
  name: 3,
  text: 4,
  path: 5,
};

export function nodeMatcher(filter: PathFilter, input: MatchInput): NodeTest {
  const tests = [...filter]
    .sort((a, b) => cost[a.test.kind] - cost[b.test.kind])
    .map(({ test, isNegated }): NodeTest => {
      const holds = nodeTest(test, input);
      return isNegated ? (node) => !holds(node) : holds;
    });
  return (node) => tests.every((holds) => holds(node));
}

function nodeTest(test: FilterTest, input: MatchInput): NodeTest {
  const { index, view } = input;
  const { tree } = index;
  switch (test.kind) {
    case 'change':
      return (node) => view.changes[node] === changeOf[test.change];
    case 'size':
      return (node) => compare(view.bytes[node]!, test.comparison, test.bytes);
    case 'layer':
      return ofEntry(input, (entry) => compare(tree.layerOf(entry), test.comparison, test.layer));
    case 'entry-kind':
      return kindTest(new Set(test.kinds), input);
    case 'file-kind':
      return fileKindTest(test.fileKind, input);
    case 'owner':
      return idTest('uids', idsOf(test.name, input.userNames), input);
    case 'group':
      return idTest('gids', idsOf(test.name, input.groupNames), input);
    case 'mode':
      return modeTest(test.mask, test.bits, input);
    case 'capability':
      return ofEntry(input, (entry) => {
        const extra = entryExtras(tree.layers[tree.layerOf(entry)]!).get(tree.rowOf(entry));
        return extra?.xattrs !== undefined && Object.hasOwn(extra.xattrs, 'security.capability');
      });
    case 'name':
      return (node) => test.matches(tree.name(node));
    case 'path':
      return (node) => test.matches(tree.path(node));
    case 'text':
      return (node) => tree.path(node).toLowerCase().includes(test.text);
  }
}

/** Of a hardlink the entry that it leads to. */
function ofEntry({ index, view }: MatchInput, holds: (entry: EntryNumber) => boolean, implied = false): NodeTest {
  return (node) => {
    const entry = view.entries[node]!;
    if (entry < 0) return implied;
    const inode = index.tree.state.inodes[entry]!;
    return holds(inode < 0 ? entry : inode);
  };
}

function kindTest(kinds: ReadonlySet<EntryKind>, { index, view }: MatchInput): NodeTest {
  return (node) => {
    const entry = view.entries[node]!;
    return kinds.has(entry < 0 ? 'directory' : entryKinds[index.kinds[entry]!]!);
  };
}

function fileKindTest(kind: FileKind, input: MatchInput): NodeTest {
  const { tree } = input.index;
  const number = fileKinds.indexOf(kind);
  const isFile = kindTest(new Set(['file', 'hardlink']), input);
  const isKind = ofEntry(input, (entry) => tree.layers[tree.layerOf(entry)]!.columns.fileKinds[tree.rowOf(entry)] === number);
  return (node) => isFile(node) && isKind(node);
}

function idTest(column: 'uids' | 'gids', ids: ReadonlySet<number>, input: MatchInput): NodeTest {
  const { tree } = input.index;
  return ofEntry(input, (entry) => ids.has(tree.layers[tree.layerOf(entry)]!.columns[column][tree.rowOf(entry)]!), ids.has(0));
}

function idsOf(name: string, names: ReadonlyMap<number, string>): ReadonlySet<number> {
  if (/^\d{1,10}$/.test(name)) return new Set([Number(name)]);
  const ids = [...names].filter(([, known]) => known === name).map(([id]) => id);
  return new Set(name === 'root' ? [0, ...ids] : ids);
}

/** No bits given: any of the mask. */
function modeTest(mask: number, bits: number, input: MatchInput): NodeTest {
  const { tree } = input.index;
  const holds = (mode: number): boolean => (bits === 0 && mask !== 0o7777 ? (mode & mask) !== 0 : (mode & mask) === bits);
  const isLink = kindTest(new Set(['symlink']), input);
  const isMode = ofEntry(input, (entry) => holds(tree.layers[tree.layerOf(entry)]!.columns.modes[tree.rowOf(entry)]!), holds(0o755));
  // Nobody asks for the mode of a symlink, which is always 777.
  return (node) => !isLink(node) && isMode(node);
}

function compare(value: number, comparison: Comparison, with_: number): boolean {
  switch (comparison) {
    case '<':
      return value < with_;
    case '<=':
      return value <= with_;
    case '=':
      return value === with_;
    case '>=':
      return value >= with_;
    case '>':
      return value > with_;
  }
}
