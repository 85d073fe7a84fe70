import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { fileEvidence, filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { filesWithFact } from '../src/analyze/files-with-fact.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { ElfFacts } from '../src/model/facts.ts';
import type { Finding } from '../src/model/finding.ts';
import { startedPrograms } from '../src/program/started-programs.ts';

const id = 'mixed-platform';

const codes = {
  entrypoint: { severity: 'high', reason: 'the program that the container starts is for another machine: it does not start' },
  foreign: { severity: 'low', reason: 'programs and libraries that cannot run on the platform of the image only take room' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Architecture of an image → the machines whose programs run there. */
const machines: Readonly<Record<string, readonly string[]>> = {
  '386': ['i386'],
  amd64: ['x86-64', 'i386'],
  arm: ['arm'],
  arm64: ['aarch64', 'arm'],
  loong64: ['loongarch'],
  mips: ['mips'],
  mips64: ['mips'],
  mips64le: ['mips'],
  mipsle: ['mips'],
  ppc64: ['ppc64', 'ppc'],
  ppc64le: ['ppc64'],
  riscv64: ['riscv'],
  s390x: ['s390x'],
};

/** Programs for another machine than the image says. */
export const mixedPlatform: DocumentedAnalyzer = {
  id,
  title: 'Programs for another machine',
  description:
    'ELF programs and shared libraries whose machine is not that of the platform of the image, 32-bit ones of the same family left out. ' +
    'Mostly a binary that was downloaded for the machine of who wrote the Dockerfile, or packages that bring a build for every platform. ' +
    'Object files, eBPF programs and what lies below a directory called testdata are meant to be foreign. Emulators are not known.',
  codes,
  analyze: (image) => {
    const { os, architecture } = image.image.config.platform;
    const allowed = Object.hasOwn(machines, architecture) ? machines[architecture]! : null;
    if (os !== 'linux' || allowed === null) return { findings: [], unreadable: [] };
    const foreign = filesWithFact(image.tree, (facts) => facts.elf).filter(([node, elf]) => isForeign(image, node, elf, allowed));
    const started = startedPrograms(image.tree, image.image.config.config, image.script);
    return {
      findings: [
        ...foreign.filter(([node]) => started.has(node)).map(([node, elf]) => entrypointFinding(image, node, elf)),
        ...foreignFindings(
          image,
          foreign.filter(([node]) => !started.has(node)),
        ),
      ],
      unreadable: unreadableElf(image.tree),
    };
  },
};

function isForeign({ tree }: ImageView, node: Node, { machine, type }: ElfFacts, allowed: readonly string[]): boolean {
  if ((type !== 'executable' && type !== 'shared') || machine === 'bpf' || allowed.includes(machine)) return false;
  return !tree.path(node).includes('/testdata/');
}

function entrypointFinding({ image, tree }: ImageView, node: Node, { machine }: ElfFacts): Finding {
  return finding('entrypoint', {
    summary: `the container does not start: ${tree.path(node)} is for ${machine}, the image for ${image.config.platform.architecture}`,
    bytes: 0,
    evidence: [fileEvidence(tree, node)],
    remedy: { kind: 'same-layer', text: 'build or fetch it for TARGETARCH rather than for the machine that builds' },
  });
}

function foreignFindings({ image, tree }: ImageView, foreign: readonly (readonly [Node, ElfFacts])[]): readonly Finding[] {
  return byLayer(foreign, ([node]) => layerOfNode(tree, node)).map(([, group]) => {
    const nodes = group.map(([node]) => node);
    const what = group.length === 1 ? `${tree.path(nodes[0]!)} is` : `${group.length} programs and libraries are`;
    return finding('foreign', {
      summary: `${what} for ${nameList(group.map(([, { machine }]) => machine))}, the image for ${image.config.platform.architecture}`,
      bytes: nodes.reduce((bytes, node) => bytes + sizeOf(tree, node), 0),
      evidence: filesEvidence(tree, nodes),
      remedy: { kind: 'same-layer', text: 'leave them out in the instruction that adds them' },
    });
  });
}
