import type { Command, CommanderError } from 'commander';
import { InspectError } from '../model/errors.ts';
import { bareCommand, commandName } from './command-name.ts';

/** What Commander complains about, as one line that names the remedy. Help that was asked for passes through. */
export function usageError(command: Command, error: CommanderError): Error {
  if (error.exitCode === 0) return error;
  return new InspectError('usage', `${complaint(command, error)}; see ${commandName(command)} --help`, { cause: error });
}

function complaint(command: Command, error: CommanderError): string {
  const subject = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.help':
      return `expected one of ${subcommands(command).join(', ')} after ${commandName(command)}, got nothing`;
    case 'commander.missingArgument':
    case 'commander.missingMandatoryOptionValue':
      return `expected ${subject}, got nothing`;
    case 'commander.optionMissingArgument':
      return `expected a value for ${subject}, got nothing`;
    case 'commander.excessArguments':
      return excess(command);
    case 'commander.invalidArgument':
      return invalid(error.message);
    default:
      return reworded(error.message);
  }
}

/** Where no command was named, the first word may have been meant as one. */
function excess(command: Command): string {
  const found = command.args.map((word) => JSON.stringify(word)).join(' ');
  const expected = command.registeredArguments.map((argument) => argument.name()).join(' ');
  if (command.name() !== bareCommand) return `expected ${expected === '' ? 'nothing more' : `no more than ${expected}`}, got ${found}`;
  const commands = subcommands(command.parent);
  if (commands.includes(command.args[0] ?? '')) return `expected options after the command, got some before ${command.args[0]}`;
  return `expected ${expected}, or a command in front of it, got ${found}`;
}

/** `option '-f, --format <FORMAT>' argument 'xml' is invalid. Allowed choices are text, json.` */
function invalid(message: string): string {
  const [, option, value, choices] =
    /^error: option '([^']*)' argument '(.*)' is invalid\. Allowed choices are (.*)\.$/s.exec(message) ?? [];
  if (option !== undefined) return `${option}: expected one of ${choices}, got ${JSON.stringify(value)}`;
  const [, found, argument, allowed] =
    /^error: command-argument value '(.*)' is invalid for argument '([^']*)'\. Allowed choices are (.*)\.$/s.exec(message) ?? [];
  return argument === undefined ? reworded(message) : `${argument}: expected one of ${allowed}, got ${JSON.stringify(found)}`;
}

function subcommands(command: Command | null): readonly string[] {
  const names = command?.commands.map((sub) => sub.name()) ?? [];
  return names.filter((name) => name !== bareCommand);
}

function reworded(message: string): string {
  return message
    .replace(/^error: /, '')
    .replace('\n(Did', ' (did')
    .replace(/\.?\s*$/, '');
}
