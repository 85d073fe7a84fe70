import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { type RunCommand, runCommands } from '../src/analyze/run-commands.ts';
import type { ImageTree } from '../src/filesystem/image-tree.ts';
import { none } from '../src/filesystem/tree-state.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'apt-upgrade';

const codes = {
  upgrade: { severity: 'low', reason: 'ships both the old and the new copy of each package, and another set of them with each build' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Program → what of its commands upgrades everything. */
const upgrades: Readonly<Record<string, readonly string[]>> = {
  apk: ['upgrade'],
  apt: ['upgrade', 'full-upgrade', 'dist-upgrade'],
  'apt-get': ['upgrade', 'dist-upgrade'],
  aptitude: ['upgrade', 'safe-upgrade', 'full-upgrade', 'dist-upgrade'],
  dnf: ['upgrade', 'update', 'distro-sync'],
  microdnf: ['upgrade', 'update'],
  pacman: ['-Syu', '-Syyu', '-Su'],
  tdnf: ['upgrade', 'update'],
  yum: ['upgrade', 'update', 'distro-sync'],
  zypper: ['update', 'up', 'dist-upgrade', 'dup', 'patch'],
};

/** Layers that upgrade the base image rather than replace it. */
export const aptUpgrade: DocumentedAnalyzer = {
  id,
  title: 'Upgrades in a layer',
  description:
    'RUN instructions that upgrade all packages (apt, apk, dnf, yum, zypper, pacman), as long as their layer did replace files of lower ' +
    'layers: where the base image was new enough there is nothing to say. The bytes are those of the new copies, which a newer base image would ' +
    'ship once. An upgrade closes holes as well: better than nothing, and worse than a newer base image. Upgrades of named packages are fine.',
  codes,
  analyze: ({ tree, instructions }) => ({
    findings: instructions.flatMap((instruction, layer) => {
      const bytes = runCommands(instruction).some(isUpgrade) ? replacedBytes(tree, layer) : 0;
      if (bytes === 0) return [];
      return [
        finding('upgrade', {
          summary: 'an upgrade of all packages replaced files of the base image',
          bytes,
          evidence: [{ kind: 'instruction', layer, instruction }],
          remedy: {
            kind: 'change-instruction',
            text: 'build on a newer version of the base image, and rebuild when there is one',
            instruction,
          },
        }),
      ];
    }),
    unreadable: [],
  }),
};

function isUpgrade(words: RunCommand): boolean {
  const [program = '', ...rest] = words[0] === 'sudo' ? words.slice(1) : words;
  const name = program.slice(program.lastIndexOf('/') + 1);
  const commands = Object.hasOwn(upgrades, name) ? upgrades[name]! : [];
  // The first word that is neither an option nor the value of one.
  const position = rest.findIndex((word) => commands.includes(word) || !/^-|=/.test(word));
  // `yum update openssl` upgrades what it names; options follow anywhere.
  return commands.includes(rest[position] ?? '') && rest.slice(position + 1).every((word) => /^(?:-|>|\d>|\/dev\/)/.test(word));
}

/** Of visible files that a layer wrote in place of others of lower layers. */
function replacedBytes(tree: ImageTree, layer: number): number {
  const { firstEntries, previous, visible, nodes, layers } = tree.state;
  const first = firstEntries[layer]!;
  let bytes = 0;
  for (let row = 0; row < layers[layer]!.entryCount; row++) {
    const before = previous[first + row]!;
    const node = nodes[first + row]!;
    if (before !== none && before < first && node !== none && visible[node] === first + row) bytes += tree.sizeBytes(first + row);
  }
  return bytes;
}
