import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { evidencePaths, filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { fileNames } from '../src/analyze/file-names.ts';
import { filesWithFact } from '../src/analyze/files-with-fact.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { multicallName } from '../src/analyze/multicall.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { namedPrograms } from '../src/analyze/named-programs.ts';
import { modeOf, sizeOf } from '../src/analyze/node-columns.ts';
import { shellFiles } from '../src/analyze/shell-files.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import { unreadableElf } from '../src/analyze/unreadable-elf.ts';
import { versionedNames } from '../src/analyze/versioned-names.ts';
import { withoutRemedy } from '../src/analyze/without-remedy.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';
import { startedPrograms } from '../src/program/started-programs.ts';

const id = 'shell';

const codes = {
  shell: { severity: 'medium', reason: 'a shell that can start: most attacks go on with one' },
  busybox: { severity: 'medium', reason: 'a busybox or toybox with a shell among its applets, under whatever name' },
  interpreter: { severity: 'low', reason: 'an interpreter that can take the place of a shell, and that the container does not start with' },
  listed: { severity: 'info', reason: '`/etc/shells` names shells that are not there: harmless, and told apart from those that are' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);
const shellsPath = '/etc/shells';

/** Shells that do not keep the variables of the Bourne family, and what a shell that we do not know would be called. */
const shellNames = ['ash', 'bash', 'csh', 'dash', 'elvish', 'fish', 'ksh', 'mksh', 'nu', 'pwsh', 'sash', 'sh', 'tcsh', 'yash', 'zsh'];
/** Of what Go notes of a program, the line that says what was built. */
const goShell = /^path\t(?:src\.elv\.sh\/cmd\/[^\n]{1,80}|github\.com\/elves\/elvish[^\n]{0,80}|mvdan\.cc\/sh(?:\/v\d)?\/cmd\/gosh)$/m;

const interpreters = [
  ...[
    'awk',
    'bun',
    'deno',
    'ed',
    'emacs',
    'erl',
    'expect',
    'gawk',
    'guile',
    'irb',
    'jshell',
    'lua',
    'luajit',
    'mawk',
    'nano',
    'node',
    'nodejs',
  ],
  ...['nvim', 'original-awk', 'perl', 'php', 'python', 'python2', 'python3', 'R', 'ruby', 'tclsh', 'vi', 'vim', 'vim.basic', 'vim.tiny'],
  ...versionedNames('python3.', 4, 15),
  ...versionedNames('php7.', 0, 4),
  ...versionedNames('php8.', 0, 6),
  ...versionedNames('lua5.', 1, 5),
  ...versionedNames('ruby3.', 0, 5),
];

/** What gives an attacker a prompt. */
export const shell: DocumentedAnalyzer = {
  id,
  title: 'Shells',
  description:
    'Shells are known by what they are, not by what they are called: every executable of the Bourne family (bash, dash, ash, zsh, ksh, ' +
    'busybox, yash, a toybox with a shell) keeps the same variables among its constants, renamed, static or hardlinked; fish, csh and tcsh are known by what they read when they start, static or not, ' +
    'sash by what it calls itself, PowerShell by the library beside it, elvish and gosh by the module that Go notes in them, nu by its name, or the list of its crates where it has one. A toybox without a shell is none; what it can do besides is told where that belongs. Interpreters that can spawn a shell are told with less weight, and not at all when the container ' +
    'starts with them. Shells inside of other programs are not seen.',
  codes,
  reads: [{ glob: shellsPath, maxBytes: 65_536 }],
  analyze: (image) => {
    const nodes = shellsOf(image);
    return {
      findings: [...shellFindings(image, nodes), ...interpreterFindings(image, nodes), ...listedFindings(image)],
      unreadable: unreadableElf(image.tree),
    };
  },
};

function shellsOf(image: ImageView): readonly Node[] {
  const gathered = shellFiles(image.tree).flatMap(([node, { kind }]) => (kind === 'toybox' ? [] : [node]));
  const named = namedPrograms(image, shellNames).filter(({ node, isApplet }) => !isApplet && image.kind(node) === 'elf');
  return [...new Set([...gathered, ...named.map(({ node }) => node), ...powerShells(image), ...builtShells(image)])];
}

/** By what compilers note in a program. */
function builtShells({ tree }: ImageView): readonly Node[] {
  return filesWithFact(tree, ({ elf }) => elf).flatMap(([node, { goBuildInfo, rustCrates }]) => {
    const isShell = goShell.test(goBuildInfo?.moduleInfo ?? '') || rustCrates?.some(({ name, isRoot }) => isRoot && name === 'nu');
    return isShell === true && (modeOf(tree, node) & 0o111) !== 0 ? [node] : [];
  });
}

function shellFindings(image: ImageView, nodes: readonly Node[]): readonly Finding[] {
  const isBusybox = (node: Node): boolean => multicallName(image, node) !== null;
  return byLayer(nodes, (node) => layerOfNode(image.tree, node)).flatMap(([layer, group]) => [
    ...describe(
      image,
      layer,
      'shell',
      group.filter((node) => !isBusybox(node)),
    ),
    ...describe(image, layer, 'busybox', group.filter(isBusybox)),
  ]);
}

/** Beside its library lie the program that loads it, whatever it is called, libraries, and what writes dumps. */
function powerShells({ tree, elf }: ImageView): readonly Node[] {
  return fileNames(tree).powerShell.flatMap((library) => {
    const directory = tree.parent(library);
    const beside = directory === null ? [] : tree.children(directory);
    return beside.filter((node) => {
      const facts = (modeOf(tree, node) & 0o111) === 0 ? null : elf(node);
      return facts !== null && facts.interpreter !== null && tree.name(node) !== 'createdump';
    });
  });
}

function describe(image: ImageView, layer: number, variant: 'shell' | 'busybox', nodes: readonly Node[]): readonly Finding[] {
  if (nodes.length === 0) return [];
  const { tree } = image;
  const evidence = filesEvidence(tree, nodes);
  const applets = Math.max(...nodes.map((node) => image.shell(node)?.applets.length ?? 0));
  const name = multicallName(image, nodes[0]!);
  const what = variant === 'busybox' ? `, a ${name} with ${applets === 0 ? 'its' : applets} applets,` : '';
  return [
    finding(variant, {
      summary: `${nameList(evidencePaths(evidence), 4, nodes.length)}${what} can start as a shell`,
      bytes: nodes.reduce((bytes, node) => bytes + sizeOf(tree, node), 0),
      evidence,
      remedy: withoutRemedy(image, layer),
    }),
  ];
}

function interpreterFindings(image: ImageView, shells: readonly Node[]): readonly Finding[] {
  const { tree, script } = image;
  const started = startedPrograms(tree, image.image.config.config, script);
  const programs = namedPrograms(image, interpreters).filter(
    ({ node, isApplet }) => !isApplet && !started.has(node) && !shells.includes(node),
  );
  return toolDetails(image, programs, 'can take the place of a shell').map((details) => finding('interpreter', details));
}

function listedFindings(image: ImageView): readonly Finding[] {
  const text = image.text(shellsPath) ?? '';
  const listed = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('/'));
  const missing = [...new Set(listed)].filter((path) => resolvePath(image.tree, path) === null);
  const node = resolvePath(image.tree, shellsPath);
  if (missing.length === 0 || node === null) return [];
  return [
    finding('listed', {
      summary: `${shellsPath} lists ${nameList(missing)}, which the image does not have`,
      bytes: 0,
      evidence: filesEvidence(image.tree, [node]),
      remedy: { kind: 'remove-file', text: 'nothing needs to be done: the file only lists what a user may choose', paths: [shellsPath] },
    }),
  ];
}
