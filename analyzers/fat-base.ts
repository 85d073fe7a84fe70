import type { Analysis } from '../src/analyze/analyzer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { isFile, sizeOf } from '../src/analyze/node-columns.ts';
import { layerOrigins } from '../src/analyze/origins.ts';
import { packageNeedsReads } from '../src/analyze/package-needs.ts';
import { runtimeNeeds } from '../src/analyze/runtime-needs.ts';
import { staticClosure } from '../src/analyze/static-closure.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';
import { startChain } from '../src/program/start-chain.ts';

const id = 'fat-base';

const codes = {
  static: { severity: 'medium', reason: 'the program is linked statically and loads nothing of the base' },
  dynamic: { severity: 'low', reason: 'of all that the base brings, the program loads some libraries' },
  interpreted: { severity: 'low', reason: 'of all that the base brings, its runtime and what that depends on are the smaller part' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Less is what a small base weighs. */
const leastBytes = 10e6;
/** Of the base, that the program needs at most. */
const share = 0.5;
/** Programs that read what they do from files nobody has named yet. */
const interpreter =
  /^(?:awk|beam\.smp|bun|busybox|deno|dotnet|erl|gawk|guile|httpd|java|julia|lua(?:jit)?|mawk|mono|nginx|node|nodejs|perl|php|pwsh|python|ruby|R|tclsh|apache2|Rscript)[\d.]*(?:-(?:fpm|cgi|cli))?$/;
/** What many a program opens by a name that no header has. */
const data =
  /^\/(?:etc\/(?:ssl|pki|passwd|group|nsswitch\.conf|hosts|services|protocols|localtime|ca-certificates)|usr\/(?:share\/(?:zoneinfo|ca-certificates)|local\/share\/ca-certificates)|usr\/lib\/(?:locale|ssl))(?:\/|$)/;
/** Loaded by name when somebody is looked up, https://man7.org/linux/man-pages/man5/nsswitch.conf.5.html */
const nameService = /\/libnss_[\w-]{1,40}\.so[\d.]*$|\/libresolv[\w.-]{0,20}$/;

const summaries: Readonly<Record<Variant, (path: string, percent: number) => string>> = {
  static: (path, percent) => `${path} is linked with nothing of the base image: it needs some ${percent} % of its bytes`,
  dynamic: (path, percent) => `${path} is linked with little of the base image: it needs some ${percent} % of its bytes`,
  interpreted: (path, percent) =>
    `${path}, the packages that it depends on and what is in no package are some ${percent} % of the base image`,
};

const remedies: Readonly<Record<Variant, string>> = {
  static: 'copy the program into FROM scratch, or into a base for static programs, with certificates and time zones',
  dynamic: 'copy the program and the libraries that it needs into a small base image: flense advise names them',
  interpreted:
    'take the slim or distroless image of the same runtime, or copy what the program needs into a small base image: flense advise names it',
};

/** A base of which the program needs little. */
export const fatBase: DocumentedAnalyzer = {
  id,
  title: 'Base larger than needed',
  description:
    'What a container sees of the layers of the base image, against what a compiled program needs of it: the libraries that it and they are linked with, ' +
    'wherever they are found, time zones, certificates, and what the C library loads to look up names. It is told where the base weighs ' +
    `${leastBytes / 1e6} MB or more and at most half of it is needed. Where a runtime (Node.js, Python, Ruby, PHP, Perl, Java) is started, by itself or by a script that is ` +
    'handed its command, packages of dpkg and apk are weighed: needed are those that it, and what no package owns, are linked with, those that were added to the base, all that ' +
    'these depend on, and every file that is none of a package: what is left is in packages of which nothing is known to need any. The bytes are an upper bound: what the program ' +
    'opens or starts while it runs is not known here. Of what a shell or a web server needs, and of packages of rpm under a runtime, nothing is said: `flense advise` traces them. ' +
    'Where nothing tells the layers of the base, nothing is said either.',
  codes,
  reads: packageNeedsReads,
  analyze: (image) => ({ findings: findingsOf(image), unreadable: unreadableStart(image) }),
};

/** A program that starts and contradicts itself. */
function unreadableStart({ image, tree, script }: ImageView): Analysis['unreadable'] {
  const started = new Set(startChain(tree, image.config.config, script).flatMap(({ node }) => (node === null ? [] : [tree.path(node)])));
  return unreadableElf(tree).filter(({ path }) => started.has(path));
}

function findingsOf(image: ImageView): readonly Finding[] {
  if (!layerOrigins(image.image).some(({ kind }) => kind === 'base')) return [];
  const program = compiledProgram(image);
  if (program !== null) {
    const needed = staticClosure(image, program.nodes);
    return needed === null ? [] : weighed(image, program.isStatic ? 'static' : 'dynamic', program.path, (node) => needed.has(node));
  }
  const needs = runtimeNeeds(image);
  return needs === null ? [] : weighed(image, 'interpreted', needs.path, needs.isNeeded);
}

function weighed(image: ImageView, variant: Variant, path: string, isNeeded: (node: Node) => boolean): readonly Finding[] {
  const { tree } = image;
  const origins = layerOrigins(image.image);
  const sizes = { all: 0, needed: 0 };
  for (const node of visibleFiles(tree)) {
    if (origins[tree.layerOf(tree.inodeAt(node)!)]?.kind !== 'base') continue;
    const bytes = sizeOf(tree, node);
    sizes.all += bytes;
    if (isNeeded(node) || isUsual(tree, node, variant === 'static')) sizes.needed += bytes;
  }
  return sizes.all < leastBytes || sizes.needed > sizes.all * share ? [] : [report(image, variant, path, sizes)];
}

type Variant = keyof typeof codes;

type Program = { readonly nodes: readonly Node[]; readonly path: string; readonly isStatic: boolean };

/** null where what is started is no compiled program, or starts another that is not. */
function compiledProgram(image: ImageView): Program | null {
  const { tree } = image;
  const nodes = startChain(tree, image.image.config.config, image.script).map(({ node }) => node);
  const elves = nodes.map((node) => (node === null ? null : image.elf(node)));
  const last = nodes.at(-1) ?? null;
  const isKnown = nodes.every(
    (node, i) => node !== null && elves[i] !== null && image.shell(node) === null && !interpreter.test(tree.name(node)),
  );
  if (last === null || !isKnown) return null;
  return {
    nodes: nodes.flatMap((node) => (node === null ? [] : [node])),
    path: tree.path(last),
    isStatic: elves.every((elf) => elf?.isStatic === true),
  };
}

function* visibleFiles(tree: ImageTree): Generator<Node> {
  for (let node = 0; node < tree.nodeCount; node++) if (tree.isVisible(node) && isFile(tree, node) && tree.isPrimary(node)) yield node;
}

function isUsual(tree: ImageTree, node: Node, isStatic: boolean): boolean {
  const path = tree.path(node);
  return data.test(path) || (!isStatic && nameService.test(path));
}

function report(
  { instructions }: ImageView,
  variant: Variant,
  path: string,
  sizes: { readonly all: number; readonly needed: number },
): Finding {
  const percent = Math.floor((100 * sizes.needed) / sizes.all);
  return finding(variant, {
    summary: summaries[variant](path, percent),
    bytes: sizes.all - sizes.needed,
    evidence: [{ kind: 'instruction', layer: 0, instruction: instructions[0] ?? '' }],
    remedy: { kind: 'production-stage', text: remedies[variant] },
  });
}
