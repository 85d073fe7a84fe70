import type { Argument, Command, Option } from 'commander';
import { bareCommand } from '../command-name.ts';

/** What may stand in place of a word. */
export type Value =
  | { readonly kind: 'file' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Nothing that a shell could know. */
  | { readonly kind: 'other' };

export type OptionWords = {
  /** `-o`, `--output`. */
  readonly flags: readonly string[];
  readonly description: string;
  /** null for a switch. */
  readonly value: Value | null;
};

export type CommandWords = {
  /** After `flense`: '', `ls`, `cache ls`. */
  readonly path: string;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionWords[];
  /** In order; the last may repeat. */
  readonly values: readonly Value[];
  readonly commands: readonly CommandWords[];
};

/** The words of a program, without Commander. The command for a bare IMAGE lends its options and arguments to the program itself. */
export function wordTree(program: Command): CommandWords {
  const bare = program.commands.find((command) => command.name() === bareCommand);
  const root = commandWords(program, '');
  const lent = bare === undefined ? root : commandWords(bare, '');
  return { ...root, options: unique([...root.options, ...lent.options]), values: lent.values };
}

function commandWords(command: Command, path: string): CommandWords {
  const below = command.commands.filter((sub) => sub.name() !== bareCommand);
  return {
    path,
    name: command.name(),
    description: command.summary(),
    options: command
      .createHelp()
      .visibleOptions(command)
      .map((option) => optionWords(option)),
    values: command.registeredArguments.map(argumentValue),
    commands: below.map((sub) => commandWords(sub, path === '' ? sub.name() : `${path} ${sub.name()}`)),
  };
}

function optionWords(option: Option): OptionWords {
  const flags = [option.short, option.long].flatMap((flag) => (flag === undefined || flag === null ? [] : [flag]));
  const takesValue = option.required || option.optional;
  return { flags, description: option.description, value: takesValue ? optionValue(option) : null };
}

function optionValue({ argChoices, flags }: Option): Value {
  if (argChoices !== undefined) return { kind: 'choice', choices: argChoices };
  return /<(?:FILE|DIR)>/.test(flags) ? { kind: 'file' } : { kind: 'other' };
}

/** Paths in the image are not those of this machine. */
function argumentValue(argument: Argument): Value {
  if (argument.argChoices !== undefined) return { kind: 'choice', choices: argument.argChoices };
  return argument.name() === 'IMAGE' ? { kind: 'file' } : { kind: 'other' };
}

function unique(options: readonly OptionWords[]): readonly OptionWords[] {
  return options.filter((option, i) => options.findIndex((other) => other.flags.join() === option.flags.join()) === i);
}

/** The command and all below it. */
export function allCommands(command: CommandWords): readonly CommandWords[] {
  return [command, ...command.commands.flatMap(allCommands)];
}
