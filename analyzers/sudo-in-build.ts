import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { runCommands } from '../src/analyze/run-commands.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';

const id = 'sudo-in-build';

const codes = {
  used: { severity: 'low', reason: 'a build is root unless it says otherwise; sudo in it means that the image has a rule for it' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

/** Builds that became root by sudo. */
export const sudoInBuild: DocumentedAnalyzer = {
  id,
  title: 'sudo in a build',
  description:
    'RUN instructions that call sudo as a command. Installing it, or a file of that name, is not reported here: the program itself is judged by ' +
    '`privilege-tool`. Scripts that a build runs are not read.',
  codes,
  analyze: ({ instructions }) => ({
    findings: instructions.flatMap((instruction, layer) =>
      runCommands(instruction).some(([program]) => program === 'sudo' || program === '/usr/bin/sudo')
        ? [
            finding('used', {
              summary: 'a build became root by sudo',
              bytes: 0,
              evidence: [{ kind: 'instruction', layer, instruction }],
              remedy: {
                kind: 'change-instruction',
                text: 'put USER root in front of the instruction and the user back behind it',
                instruction,
              },
            }),
          ]
        : [],
    ),
    unreadable: [],
  }),
};
