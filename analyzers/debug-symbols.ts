import { byLayer } from '../src/analyze/by-layer.ts';
import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { layerOfNode, maxEvidence } from '../src/analyze/evidence.ts';
import { filesWithFact } from '../src/analyze/files-with-fact.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'debug-symbols';

const codes = {
  unstripped: { severity: 'low', reason: 'sections that only debuggers read, and that tell whoever takes a program apart how it is made' },
  separate: { severity: 'low', reason: 'debug files below /usr/lib/debug are for debuggers only' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const debugDirectory = '/usr/lib/debug';
/** Of one file, and of one layer: less is not worth a rebuild. */
const leastFileBytes = 4_096;
const leastLayerBytes = 65_536;

/** What `strip` would take out. */
export const debugSymbols: DocumentedAnalyzer = {
  id,
  title: 'Debug symbols',
  description:
    'ELF programs and libraries with symbol tables or debug sections. The bytes are those of the sections that `strip` removes, by the section ' +
    `headers; files with less than ${leastFileBytes} of them are left out. Object files are not counted, as stripping breaks them, nor are static ` +
    'libraries. Without symbols a stack trace of a native crash has no names: keep the debug files elsewhere. Go programs print their names without.',
  codes,
  analyze: (image) => ({ findings: [...unstripped(image), ...separate(image)], unreadable: unreadableElf(image.tree) }),
};

type Strippable = { readonly node: Node; readonly bytes: number };

function unstripped(image: ImageView): readonly Finding[] {
  const { tree } = image;
  const debug = resolvePath(tree, debugDirectory);
  const files: readonly Strippable[] = filesWithFact(tree, (facts) => facts.elf)
    .filter(([, { type, strippableBytes }]) => (type === 'executable' || type === 'shared') && strippableBytes >= leastFileBytes)
    .filter(([node]) => debug === null || !isBelow(image, node, debug))
    .map(([node, { strippableBytes: bytes }]) => ({ node, bytes }));
  return byLayer(files, ({ node }) => layerOfNode(tree, node)).flatMap(([layer, group]) => {
    const bytes = group.reduce((sum, file) => sum + file.bytes, 0);
    return bytes < leastLayerBytes ? [] : [report(image, layer, group, bytes)];
  });
}

function report({ tree }: ImageView, layer: number, files: readonly Strippable[], bytes: number): Finding {
  const largest = files.toSorted((a, b) => b.bytes - a.bytes);
  const what = files.length === 1 ? `${tree.path(largest[0]!.node)} carries` : `${files.length} programs and libraries carry`;
  return finding('unstripped', {
    summary: `${what} symbols that only debuggers read`,
    bytes,
    evidence: largest.slice(0, maxEvidence).map((file) => ({ kind: 'file', path: tree.path(file.node), layer, bytes: file.bytes })),
    remedy: {
      kind: 'same-layer',
      text: 'strip them where they are built: strip --strip-unneeded, go build -ldflags="-s -w", cargo strip = true',
    },
  });
}

function separate({ tree }: ImageView): readonly Finding[] {
  const node = resolvePath(tree, debugDirectory);
  return directoryShares(tree, node === null ? [] : [node], leastLayerBytes).map(({ bytes, evidence }) =>
    finding('separate', {
      summary: `debug files are in ${debugDirectory}`,
      bytes,
      evidence,
      remedy: { kind: 'same-layer', text: 'leave the packages with debug symbols out of the image' },
    }),
  );
}

function isBelow({ tree }: ImageView, node: Node, directory: Node): boolean {
  for (let at = tree.parent(node); at !== null; at = tree.parent(at)) if (at === directory) return true;
  return false;
}
