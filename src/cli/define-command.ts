import { Command } from 'commander';
import { commandName } from './command-name.ts';
import type { Host } from './host.ts';
import { usageError } from './usage-error.ts';

export type CommandText = {
  readonly name: string;
  /** What follows the name: `IMAGE [PATH] [options]`. */
  readonly usage: string;
  /** For the list of commands. */
  readonly summary: string;
  readonly description: string;
  /** That can be typed as they are. */
  readonly examples: readonly (readonly [command: string, what: string])[];
};

/** A command whose failures are thrown rather than printed. */
export function defineCommand({ name, usage, summary, description, examples }: CommandText, host: Host): Command {
  const command = new Command(name);
  return command
    .usage(usage)
    .summary(summary)
    .description(description)
    .exitOverride((error) => {
      throw usageError(command, error);
    })
    .configureOutput({ writeOut: (text) => host.stdout.write(text), writeErr: () => {}, getOutHelpWidth: () => helpWidth(host) })
    .configureHelp({
      subcommandTerm: (shown) => `${shown.name()} ${shown.usage().replace(/ ?\[options\]/, '')}`,
      commandUsage: (shown) => `${commandName(shown)} ${shown.usage()}`,
    })
    .helpCommand(false)
    .helpOption('-h, --help', 'print this help')
    .allowExcessArguments(false)
    .addHelpText('after', exampleText(examples));
}

function helpWidth({ stdout }: Host): number {
  return Math.min(100, Math.max(60, stdout.columns || 80));
}

function exampleText(examples: CommandText['examples']): string {
  const width = Math.max(...examples.map(([command]) => command.length));
  return `\nExamples:\n${examples.map(([command, what]) => `  ${command.padEnd(width)}  ${what}`).join('\n')}\n`;
}
