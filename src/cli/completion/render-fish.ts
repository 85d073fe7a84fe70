import { allCommands, type CommandWords, type OptionWords } from './word-tree.ts';

/** A line for each word. */
export function renderFish(program: CommandWords): string {
  const lines = allCommands(program).flatMap((command) => commandLines(command, program));
  return `# fish completion for ${program.name}\n${lines.join('\n')}\n`;
}

function commandLines(command: CommandWords, program: CommandWords): readonly string[] {
  const start = `complete -c ${program.name} -n ${quote(condition(command, program))}`;
  const below = command.commands.map((sub) => `${start} -a ${quote(sub.name)} -d ${quote(sub.description)}`);
  const [value] = command.values;
  const choices = value?.kind === 'choice' ? [`${start} -f -a ${quote(value.choices.join(' '))}`] : [];
  // Where nothing takes a file, none is offered.
  const noFiles = command.values.some(({ kind }) => kind === 'file') ? [] : [`${start} -f`];
  return [...noFiles, ...below, ...choices, ...command.options.map((option) => `${start} ${optionWords(option)}`)];
}

function condition(command: CommandWords, program: CommandWords): string {
  const below = command.commands.map(({ name }) => name).join(' ');
  const not = below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`];
  const words = command.path === '' ? [] : command.path.split(' ').map((word) => `__fish_seen_subcommand_from ${word}`);
  // \`ls\` is also a command below \`cache\`.
  const others = command.path.includes(' ')
    ? []
    : program.commands.filter(({ commands }) => commands.some(({ name }) => name === command.name));
  const notBelow = command.path === '' ? [] : others.map(({ name }) => `not __fish_seen_subcommand_from ${name}`);
  return [...words, ...not, ...notBelow].join('; and ');
}

function optionWords({ flags, description, value }: OptionWords): string {
  const names = flags.map((flag) => (flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`)).join(' ');
  const argument =
    value === null ? '' : value.kind === 'file' ? ' -r -F' : value.kind === 'choice' ? ` -x -a ${quote(value.choices.join(' '))}` : ' -x';
  return `${names}${argument} -d ${quote(description)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
