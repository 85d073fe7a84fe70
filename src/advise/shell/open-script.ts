import { posix } from 'node:path';
import type { Field, Fields } from './field.ts';
import { isShellName, parseShellArguments } from './shell-arguments.ts';

const interpreters = /^(?:python|pypy|node|nodejs|deno|bun|perl|ruby|php|lua|tclsh|Rscript|guile)[\d.]*$/;

/** The script that a shell or another interpreter is told to run, where it is not known which; null for all else. */
export function openScript(fields: Fields): Field | null {
  const name = posix.basename(fields[0]?.text ?? '');
  const script = isShellName(name) ? shellScript(fields) : interpreters.test(name) || name === 'java' ? otherScript(fields, name) : null;
  return script === null || script.isKnown ? null : script;
}

function shellScript(fields: Fields): Field | null {
  const told = parseShellArguments(fields.map(({ text }) => text));
  return told.kind === 'file' ? fields[told.at]! : null;
}

/** What stands first behind the options; with `-m` and `-e` there is none. What may be no word at all is an option as well. */
function otherScript(fields: Fields, name: string): Field | null {
  const words = fields.slice(1);
  const isOption = ({ text, mayVanish }: Field): boolean => mayVanish || text.startsWith('-');
  const at =
    name === 'java' ? words.findIndex(({ text }) => text === '-jar') + 1 || words.length : words.findIndex((word) => !isOption(word));
  return words.slice(0, at).some(({ text }) => /^-(?:[cemprEC]|-eval|-print|-version)$/.test(text)) ? null : (words[at] ?? null);
}
