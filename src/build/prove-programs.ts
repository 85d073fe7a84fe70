import type { Node } from '../filesystem/image-tree.ts';
import type { ProofProblem } from '../model/proof.ts';
import { findProgram } from '../program/find-program.ts';
import { searchPath } from '../program/search-path.ts';
import { startChain } from '../program/start-chain.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';

/** What starts the container and what asks whether it is healthy are there, with the interpreters and wrappers on the way. */
export function provePrograms(input: ProofInput): CheckResult {
  const commands = [...startCommands(input.slim), ...healthCommands(input.slim)];
  const problems = commands.flatMap((command) => proveCommand(command, input));
  return { count: commands.length, problems: [...proveStart(input), ...problems] };
}

/** An image with no command at all has none that could be missing. */
function proveStart({ original, slim }: ProofInput): readonly ProofProblem[] {
  const [before] = startWords(original);
  if (startWords(slim).length > 0 || before === undefined) return [];
  const summary = `the image says nothing of what to start, and its original starts ${before}`;
  return [{ check: 'programs', code: 'missing-command', gravity: 'failure', summary, path: null, chain: [] }];
}

function startWords({ config }: ProofSubject): readonly string[] {
  return [...config.entrypoint, ...config.cmd];
}

type Command = { readonly words: readonly string[]; readonly what: string };

function startCommands({ tree, config, scriptAt }: ProofSubject): readonly Command[] {
  const steps = startChain(tree, { ...config, exposedPorts: [], labels: {}, stopSignal: null, shell: null }, scriptAt);
  return steps.map(({ command, kind }) => ({
    words: command,
    what: kind === 'named' ? 'the command of the image' : `${kind} by what starts the image`,
  }));
}

function healthCommands({ config }: ProofSubject): readonly Command[] {
  const [form, ...words] = config.healthcheck?.test ?? [];
  if (form === 'CMD') return [{ words, what: 'the health check of the image' }];
  return form === 'CMD-SHELL' ? [{ words: ['/bin/sh', '-c', ...words], what: 'the shell of the health check' }] : [];
}

function proveCommand({ words, what }: Command, { original, slim }: ProofInput): readonly ProofProblem[] {
  const [name = ''] = words;
  if (name === '' || programIn(slim, name) !== null) return [];
  // One that the original lacks as well never worked.
  const before = programIn(original, name);
  const gravity = before === null ? 'warning' : 'failure';
  const path = before === null ? name : original.tree.path(before);
  const summary = before === null ? `${name} is in neither image` : `${name} is not there, or may not be executed`;
  return [{ check: 'programs', code: 'missing-program', gravity, summary, path, chain: [what] }];
}

function programIn({ tree, config }: ProofSubject, name: string): Node | null {
  return findProgram(tree, name, { directories: searchPath(config.env), workingDirectory: config.workingDir });
}
