import { changedDirectory } from './changed-directory.ts';
import { type Fields, joined } from './field.ts';
import { keepPath } from './keep-path.ts';
import { keepPrograms } from './keep-programs.ts';
import { narrowedPaths } from './narrowed-paths.ts';
import { type Call, dispatch, dispatchKnown } from './run-command.ts';
import { inputFiles, inputText } from './run-inner-shell.ts';
import { runText } from './run-text.ts';
import type { ShellContext } from './shell-context.ts';
import { fork, join, type ShellState } from './shell-state.ts';
import { sourceFile } from './source-file.ts';
import { startProgram } from './start-program.ts';
import { warnUnresolved } from './tell-unresolved.ts';

/** What a builtin does to what the shell knows, or starts. */
export type Effect = (context: ShellContext, state: ShellState, call: Call) => void;

/** Builtins that matter here; the rest do nothing that anybody else sees. */
export const builtinEffects: Readonly<Record<string, Effect>> = {
  '.': runSource,
  source: runSource,
  '[': runTest,
  test: runTest,
  alias: (context, state, { node, fields }) => {
    for (const { text } of fields.slice(1))
      if (text.includes('=')) runText(context, fork(state), text.slice(text.indexOf('=') + 1), node.pos);
  },
  builtin: (context, state, call) => runRest(context, state, call, 1),
  cd: changeDirectory,
  chdir: changeDirectory,
  command: runCommandBuiltin,
  eval: (context, state, { node, fields }) => runText(context, state, joined(fields.slice(1)).text, node.pos),
  exec: runExec,
  exit: (_context, state) => {
    state.isOver = true;
  },
  hash: (context, state, { fields }) => keepPrograms(context, state, fields.slice(1)),
  popd: (_context, state) => {
    state.workingDir = null;
  },
  pushd: changeDirectory,
  return: (_context, state) => {
    state.returned?.push(fork(state));
    state.isOver = true;
  },
  trap: (context, state, { node, fields }) => {
    const action = fields.slice(1).find(({ text }) => text !== '--');
    if (action !== undefined && action.text !== '-' && fields.length > 2) runText(context, fork(state), action.text, node.pos);
  },
  type: (context, state, { fields }) => keepPrograms(context, state, fields.slice(1)),
};

function runSource(context: ShellContext, state: ShellState, call: Call): void {
  const { fields } = call;
  const [file, ...args] = fields.slice(fields[1]?.text === '--' ? 2 : 1);
  if (file === undefined) return;
  if (file.isKnown && standardInput.test(file.text)) sourceInput(context, state, call);
  else if (file.isKnown && (state.workingDir !== null || file.text.startsWith('/'))) sourceFile(context, state, file.text, args);
  else sourceUntold(context, state, call, file);
}

const standardInput = /^\/(?:dev\/stdin|dev\/fd\/0|proc\/self\/fd\/0)$/;

/** What a pipe, a here-document or a file hands to `. /dev/stdin`. */
function sourceInput(context: ShellContext, state: ShellState, call: Call): void {
  const text = inputText(call);
  const files = text === null ? inputFiles(context, state, call) : [];
  if (text !== null) runText(context, state, text, call.node.pos);
  for (const name of files) sourceFile(context, state, name, []);
  if (text === null && files.length === 0) tellUntold(context, state, call);
}

/** Any of the few that may be meant, and a word of it all the same. */
function sourceUntold(context: ShellContext, state: ShellState, call: Call, { text }: Fields[number]): void {
  const { paths } = narrowedPaths(context, state, text);
  if (paths.length > 0) {
    const ways = paths.map((path) => {
      const way = fork(state);
      sourceFile(context, way, path, []);
      return way;
    });
    join(state, [fork(state), ...ways]);
  }
  tellUntold(context, state, call);
}

function tellUntold(context: ShellContext, state: ShellState, { node }: Call): void {
  context.isUnsure = true;
  warnUnresolved(context, state, `. ${node.args[0]?.text ?? ''}`, node.pos);
}

function runTest(context: ShellContext, state: ShellState, { fields }: Call): void {
  for (const [at, { text, isKnown }] of fields.entries()) {
    if (isKnown && text.startsWith('/') && /^-[abcdefghkprsuwxLSNGO]$/.test(fields[at - 1]?.text ?? ''))
      keepPath(context, state, text, 'asked for by');
  }
}

function changeDirectory(context: ShellContext, state: ShellState, { fields }: Call): void {
  state.workingDir = changedDirectory(state, fields.slice(1));
  if (state.workingDir !== null) keepPath(context, state, state.workingDir, 'the working directory of');
}

/** `command -v NAME` asks for a program, `command NAME` runs it. */
function runCommandBuiltin(context: ShellContext, state: ShellState, call: Call): void {
  const option = call.fields[1]?.text ?? '';
  if (/^-p?[vV]$/.test(option)) {
    keepPrograms(context, state, call.fields.slice(2));
    return;
  }
  runRest(context, state, call, option === '-p' || option === '--' ? 2 : 1);
}

function runRest(context: ShellContext, state: ShellState, call: Call, from: number): void {
  const fields = call.fields.slice(from);
  const [first] = fields;
  if (first?.isKnown) dispatchKnown(context, state, { ...call, fields }, first);
  else dispatch(context, state, { ...call, fields });
}

/** In the place of the shell: nothing comes after it, unless there are only redirections. */
function runExec(context: ShellContext, state: ShellState, call: Call): void {
  const fields = withoutOptions(call.fields.slice(1));
  const [first] = fields;
  if (call.node.args.length === 0) return;
  if (first?.isKnown) startProgram(context, state, { ...call, fields });
  else dispatch(context, state, { ...call, fields });
  state.isOver = true;
}

/** `-a NAME`, `-c`, `-l`. */
function withoutOptions(fields: Fields): Fields {
  let rest = fields;
  while (/^-[cla]+$/.test(rest[0]?.text ?? '')) rest = rest.slice(rest[0]!.text.endsWith('a') ? 2 : 1);
  return rest[0]?.text === '--' ? rest.slice(1) : rest;
}
