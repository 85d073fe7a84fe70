import type { Command } from 'commander';

/** What the user types: `flense cache ls`. The command for a bare IMAGE has no name. */
export function commandName(command: Command): string {
  if (command.parent === null) return command.name();
  return command.name() === bareCommand ? commandName(command.parent) : `${commandName(command.parent)} ${command.name()}`;
}

/** Runs where the first word is no command. */
export const bareCommand = 'view';
