import type { Analysis } from '../src/analyze/analyzer.ts';
import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { fileEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { filesWithXattr } from '../src/analyze/files-with-xattr.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { type NamedProgram, namedPrograms } from '../src/analyze/named-programs.ts';
import { modeOf } from '../src/analyze/node-columns.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { ReadPattern } from '../src/model/facts.ts';
import type { Finding } from '../src/model/finding.ts';
import { startChain } from '../src/program/start-chain.ts';

const id = 'privilege-tool';

const codes = {
  'no-password': { severity: 'high', reason: 'a rule lets somebody become another user without a password, root mostly' },
  tool: { severity: 'medium', reason: 'is there to make somebody root, and has had holes that made everybody root' },
  su: { severity: 'low', reason: 'asks for a password that no account of a container should have; distributions ship it' },
  'step-down': { severity: 'low', reason: 'gives rights up rather than getting them, and nothing that the container starts with uses it' },
  'step-down-used': { severity: 'info', reason: 'the entrypoint gives up being root with it: USER would do so without starting as root' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const tools = ['calife', 'doas', 'newgidmap', 'newuidmap', 'pkexec', 'please', 'run0', 'ssu', 'sudo', 'sudo-rs', 'super', 'userhelper'];
const stepDownTools = ['gosu', 'gosu-amd64', 'su-exec', 'setuser', 'chpst'];
const doasPath = '/etc/doas.conf';
/** Of Alpine. */
const doasDirectory = '/etc/doas.d';
const ruleBytes = 65_536;
const entrypointNames = ['docker-entrypoint.sh', 'entrypoint.sh', 'docker-entrypoint', 'entrypoint'];

const reads: readonly ReadPattern[] = [
  { glob: '/etc/sudoers', maxBytes: ruleBytes },
  { glob: '/etc/sudoers.d/*', maxBytes: ruleBytes },
  { glob: doasPath, maxBytes: ruleBytes },
  { glob: `${doasDirectory}/*.conf`, maxBytes: ruleBytes },
  ...entrypointNames.map((name) => ({ glob: `/**/${name}`, maxBytes: 65_536 })),
];

/** What makes one user another. */
export const privilegeTool: DocumentedAnalyzer = {
  id,
  title: 'Tools that change the user',
  description:
    'Programs that make their caller root (sudo, doas, pkexec, newuidmap …), as long as they have the setuid bit or capabilities without which ' +
    'they can do nothing; su apart, since every distribution ships it; rules of sudo and doas that ask for no password; and programs that only ' +
    'give rights up (gosu, su-exec), told apart by whether the entrypoint, or a script of that name, uses them. Rules are read line by line: ' +
    'aliases are not resolved, and what a rule allows in the end is not computed.',
  codes,
  reads,
  analyze: (image) => {
    const isPrivileged = privilegeTest(image);
    const programs = namedPrograms(image, tools).filter(isPrivileged);
    const su = namedPrograms(image, ['su']).filter(isPrivileged);
    const stepDown = namedPrograms(image, stepDownTools).filter(({ isApplet }) => !isApplet);
    const isUsed = usedByStart(image);
    return {
      findings: [
        ...ruleFindings(image, programs),
        ...toolDetails(image, programs, 'can make somebody root').map((details) => finding('tool', details)),
        ...toolDetails(image, su, 'can make somebody root who knows a password').map((details) => finding('su', details)),
        ...toolDetails(
          image,
          stepDown.filter((program) => !isUsed(program)),
          'can change the user, and nothing at the start does',
        ).map((details) => finding('step-down', details)),
        ...toolDetails(image, stepDown.filter(isUsed), 'can change the user, as is done at the start').map((details) =>
          finding('step-down-used', details),
        ),
      ],
      unreadable: cutRules(image, programs),
    };
  },
};

/** Without these the tool fails, whoever starts it. */
function privilegeTest({ tree }: ImageView): (program: NamedProgram) => boolean {
  const capable = new Set(filesWithXattr(tree, 'security.capability').map(([node]) => node));
  return ({ node }) => (modeOf(tree, node) & 0o4000) !== 0 || capable.has(node);
}

/** Whether a program stands among the arguments that a container starts with, or in the text of a script that starts it. */
function usedByStart(image: ImageView): (program: NamedProgram) => boolean {
  const chain = startChain(image.tree, image.image.config.config, image.script);
  const nodes = new Set(chain.map(({ node }) => node));
  const words = new Set(chain.flatMap(({ command }) => command));
  for (const node of nodes) {
    const content = node === null ? null : image.content(node);
    if (content === null) continue;
    for (const word of Buffer.from(content.bytes)
      .toString('latin1')
      .split(/[\s"'`;&|()]/))
      words.add(word);
  }
  return ({ name, node }) => nodes.has(node) || words.has(name) || words.has(image.tree.path(node));
}

/** Rules of tools that are there and can do something, and which lines of them ask for no password. */
function ruleFiles(
  image: ImageView,
  programs: readonly NamedProgram[],
): readonly { readonly nodes: readonly Node[]; readonly isRule: (line: string) => boolean }[] {
  const has = (name: string): boolean => programs.some((program) => program.name.startsWith(name));
  return [
    ...(has('sudo') ? [{ nodes: sudoersFiles(image), isRule: isSudoRule }] : []),
    ...(has('doas') ? [{ nodes: doasFiles(image), isRule: isDoasRule }] : []),
  ];
}

function cutRules(image: ImageView, programs: readonly NamedProgram[]): Analysis['unreadable'] {
  const nodes = ruleFiles(image, programs).flatMap((files) => files.nodes);
  return nodes
    .filter((node) => image.content(node)?.isTruncated === true)
    .map((node) => ({ path: image.tree.path(node), reason: `longer than the ${ruleBytes} bytes that are read of it` }));
}

type Rule = { readonly node: Node; readonly path: string; readonly line: string };

function ruleFindings(image: ImageView, programs: readonly NamedProgram[]): readonly Finding[] {
  const { tree } = image;
  const rules = ruleFiles(image, programs).flatMap(({ nodes, isRule }) => nodes.flatMap((node) => rulesIn(image, node, isRule)));
  return byLayer(rules, ({ node }) => layerOfNode(tree, node)).map(([, group]) =>
    finding('no-password', {
      summary: `no password is asked for by ${group.length === 1 ? `"${group[0]!.line}"` : `${group.length} rules`} in ${group[0]!.path}`,
      bytes: 0,
      evidence: [...new Set(group.map(({ node }) => node))].map((node) => fileEvidence(tree, node)),
      remedy: { kind: 'same-layer', text: 'leave the rule and the tool out of the image: a container runs as one user' },
    }),
  );
}

function nodesAt({ tree }: ImageView, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  return node === null ? [] : [node];
}

/** sudo itself passes over files whose names have a dot or end with a tilde. */
function sudoersFiles(image: ImageView): readonly Node[] {
  const { tree } = image;
  const directory = resolvePath(tree, '/etc/sudoers.d');
  const included = directory === null ? [] : tree.children(directory).filter((node) => !/\.|~$/.test(tree.name(node)));
  return [...nodesAt(image, '/etc/sudoers'), ...included];
}

function doasFiles(image: ImageView): readonly Node[] {
  const { tree } = image;
  const directory = resolvePath(tree, doasDirectory);
  const included = directory === null ? [] : tree.children(directory).filter((node) => tree.name(node).endsWith('.conf'));
  return [...nodesAt(image, doasPath), ...included];
}

function rulesIn(image: ImageView, node: Node, isRule: (line: string) => boolean): readonly Rule[] {
  const content = image.content(node);
  if (content === null) return [];
  const lines = Buffer.from(content.bytes).toString('utf8').split('\n');
  const path = image.tree.path(node);
  return lines
    .map((line) => line.trim())
    .filter(isRule)
    .map((line) => ({ node, path, line: line.slice(0, 120) }));
}

function isSudoRule(line: string): boolean {
  if (line.startsWith('#')) return false;
  return line.includes('NOPASSWD:') || (line.startsWith('Defaults') && line.includes('!authenticate'));
}

function isDoasRule(line: string): boolean {
  return line.startsWith('permit') && line.split(/\s+/).includes('nopass');
}
