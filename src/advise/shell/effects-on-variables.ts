import { unsetElement } from './array-element.ts';
import type { Effect } from './builtin-effects.ts';
import { type Fields, known, oneOf, unknown } from './field.ts';
import { lookUp } from './look-up.ts';
import { readArray, readLine } from './read-input.ts';
import { type Call, runAssignment } from './run-command.ts';
import type { ShellContext } from './shell-context.ts';
import { assign, forget, type ShellState } from './shell-state.ts';

/** Builtins that set variables and arguments. */
export const effectsOnVariables: Readonly<Record<string, Effect>> = {
  declare,
  export: declare,
  getopts: (_context, state, { fields }) => forget(state, fields.slice(2, 3)),
  local: declare,
  mapfile: readArray,
  printf: (_context, state, { fields }) => {
    if (fields[1]?.text === '-v') forget(state, fields.slice(2, 3));
  },
  read: readLine,
  readarray: readArray,
  readonly: declare,
  set: setArguments,
  shift: (_context, state, { fields }) => {
    const count = fields[1] === undefined ? 1 : fields[1].isKnown && /^\d{1,4}$/.test(fields[1].text) ? Number(fields[1].text) : 1;
    state.positional = state.positional.map((args) => args.slice(count));
  },
  typeset: declare,
  unset: (_context, state, { fields }) => {
    for (const { text } of fields.slice(1)) {
      const [, name = text, index] = /^(\w+)\[(.*)\]$/s.exec(text) ?? [];
      const array = index === undefined ? null : lookUp(state, name);
      if (array === null) state.variables.delete(text);
      else assign(state, name, unsetElement(array, index ?? ''));
    }
  },
};

/** `export A=b C`: what is assigned, and what leaves for the programs that are started. */
function declare(context: ShellContext, state: ShellState, { node, fields }: Call): void {
  const [name] = fields;
  const isExport = name?.text === 'export' || fields.some(({ text }) => /^-\w*x/.test(text));
  for (const arg of node.args) if (arg.type === 'Assignment') runAssignment(context, state, arg);
  const assigned = new Set(node.args.flatMap((arg) => (arg.type === 'Assignment' ? [arg.name] : [])));
  for (const { text, isKnown } of fields.slice(1)) {
    const [, variable, value] = /^([A-Za-z_]\w*)(?:\+?=(.*))?$/s.exec(text) ?? [];
    if (variable === undefined) continue;
    if (value !== undefined && !assigned.has(variable)) assign(state, variable, [[isKnown ? known(value) : unknown(value)]]);
    if (value === undefined && name?.text === 'local') assign(state, variable, oneOf(['']));
    if (isExport) state.exported.add(variable);
  }
}

/** `set -e`, `set -- a b`, `set a b`, `set -a`. */
function setArguments(_context: ShellContext, state: ShellState, { fields }: Call): void {
  const words = fields.slice(1);
  for (let at = 0; at < words.length; at++) {
    const { text, isKnown } = words[at]!;
    if (text === '--') {
      setPositional(state, words.slice(at + 1));
      return;
    }
    if (!isKnown || !/^[-+]/.test(text)) {
      setPositional(state, words.slice(at));
      return;
    }
    if (/^-[a-zA-Z]*a/.test(text)) state.exportsAll = true;
    if (/^\+[a-zA-Z]*a/.test(text)) state.exportsAll = false;
    if (/^[-+][a-zA-Z]*o$/.test(text)) at += 1;
  }
}

function setPositional(state: ShellState, fields: Fields): void {
  state.positional = [fields];
}
