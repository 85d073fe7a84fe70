import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'add-remote';

const codes = {
  unencrypted: { severity: 'high', reason: 'anybody on the way may have put something else in its place' },
  unverified: { severity: 'low', reason: 'what it leads to may be another thing at the next build' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Files that a build fetched without knowing what it gets. */
export const addRemote: DocumentedAnalyzer = {
  id,
  title: 'ADD from the network',
  description:
    'Layers that an ADD instruction with an address made. Only the history tells, since a fetched file looks like any other; builders before ' +
    'BuildKit wrote a hash instead of the address, and their images pass. ADD of local files and archives is fine, and so are an address with ' +
    '`--checksum=` and a commit of git by its full hash.',
  codes,
  analyze: ({ instructions }) => ({
    findings: instructions.flatMap((instruction, layer) => {
      const address = remoteAddress(instruction);
      if (address === null) return [];
      const variant = address.startsWith('http://') ? 'unencrypted' : 'unverified';
      return [
        finding(variant, {
          summary: `a build added what was at ${address} without verifying it`,
          bytes: 0,
          evidence: [{ kind: 'instruction', layer, instruction }],
          remedy: {
            kind: 'change-instruction',
            text: 'give ADD a --checksum=sha256:…, or verify a signature after the download',
            instruction,
          },
        }),
      ];
    }),
    unreadable: [],
  }),
};

/** The first address that an ADD takes on trust. */
function remoteAddress(instruction: string): string | null {
  if (!instruction.startsWith('ADD ') || instruction.includes(' --checksum=')) return null;
  const words = instruction.slice(4, 4_096).split(' ');
  return words.find((word) => /^(?:https?|ftp|git):\/\/|^git@/.test(word) && !/#[0-9a-f]{40}(?:$|:)/.test(word)) ?? null;
}
