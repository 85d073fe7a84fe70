import { allCommands, type CommandWords, type OptionWords, type Value } from './word-tree.ts';

/** For bash 3.2 and later, which needs no other package. */
export function renderBash(program: CommandWords): string {
  const commands = allCommands(program);
  return `# bash completion for ${program.name}; load it with: source <(${program.name} completion bash)
_${program.name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} path='' position=0 i IFS=$'\\n'
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$path \${COMP_WORDS[i]}" in
${commands.flatMap(stepCases).join('\n')}
      *' -'*) ;;
      *) position=$((position + 1)) ;;
    esac
  done
  case "$path $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case "$path" in
${commands.map(wordCase).join('\n')}
  esac
}
complete -o bashdefault -F _${program.name} ${program.name}
`;
}

/** What leads from a command to one below it, and what an option takes as its value. */
function stepCases(command: CommandWords): readonly string[] {
  const below = command.commands.map((sub) => `      ${quote(`${command.path} ${sub.name}`)}) path=${quote(sub.path)} ;;`);
  const options = command.options.filter(({ value }) => value !== null).flatMap(({ flags }) => flags);
  const patterns = options.map((flag) => quote(`${command.path} ${flag}`));
  return [...below, ...(patterns.length === 0 ? [] : [`      ${patterns.join(' | ')}) i=$((i + 1)) ;;`])];
}

/** Options that take the same are one case. */
function valueCases(command: CommandWords): readonly string[] {
  const patterns = new Map<string, string[]>();
  for (const { flags, value } of command.options) {
    if (value === null) continue;
    const reply = replies(value);
    patterns.set(reply, [...(patterns.get(reply) ?? []), ...flags.map((flag) => quote(`${command.path} ${flag}`))]);
  }
  return [...patterns].map(([reply, cases]) => `    ${cases.join(' | ')})\n      ${reply}\n      return\n      ;;`);
}

function wordCase(command: CommandWords): string {
  const flags = command.options.flatMap((option: OptionWords) => option.flags);
  const names = command.commands.map((sub) => sub.name);
  const byPosition = command.values.map(
    (value, i) => `          ${i === command.values.length - 1 && i > 0 ? '*' : i}) ${positional(value, i === 0 ? names : [])} ;;`,
  );
  const words = byPosition.length > 0 ? byPosition : [`          0) ${choose(names)} ;;`];
  return `    ${quote(command.path)})
      if [[ $word == -* ]]; then
        ${choose(flags)}
      else
        case $position in
${words.join('\n')}
        esac
      fi
      ;;`;
}

function positional(value: Value, names: readonly string[]): string {
  const commands = names.length === 0 ? '' : choose(names);
  return [commands, replies(value, names.length > 0)].filter((part) => part !== '').join('; ');
}

function replies(value: Value, isMore = false): string {
  switch (value.kind) {
    case 'choice':
      return choose(value.choices);
    case 'file':
      return `compopt -o filenames 2>/dev/null; COMPREPLY${isMore ? '+' : ''}=($(compgen -f -- "$word"))`;
    case 'other':
      return isMore ? '' : ':';
  }
}

function choose(words: readonly string[]): string {
  return words.length === 0 ? ':' : `COMPREPLY=($(compgen -W ${lines(words)} -- "$word"))`;
}

/** The words are ours and have no quotes. */
function lines(words: readonly string[]): string {
  return `$'${words.join('\\n')}'`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
