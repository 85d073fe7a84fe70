import { allCommands, type CommandWords, type OptionWords, type Value } from './word-tree.ts';

/** A function for a directory on fpath; sourced, it registers itself. */
export function renderZsh(program: CommandWords): string {
  return `#compdef ${program.name}
${allCommands(program).map(renderFunction).join('\n\n')}

if [ "$funcstack[1]" = "_${program.name}" ]; then
  _${program.name} "$@"
else
  compdef _${program.name} ${program.name}
fi
`;
}

function renderFunction(command: CommandWords): string {
  const name = functionName(command);
  const options = command.options.map(optionSpec);
  if (command.commands.length === 0) {
    const values = command.values.map((value, i) => quote(`${i > 0 && i === command.values.length - 1 ? '*' : i + 1}:${valueSpec(value)}`));
    return `${name}() {\n  _arguments -s ${[...options, ...values].join(' \\\n    ')}\n}`;
  }
  const described = command.commands.map((sub) => quote(`${escapeColon(sub.name)}:${sub.description}`));
  const cases = command.commands.map((sub) => `        ${sub.name}) ${functionName(sub)} ;;`);
  const files = command.values.some(({ kind }) => kind === 'file') ? '\n        _files' : '';
  return `${name}() {
  local curcontext="$curcontext" state line
  _arguments -C -s ${[...options, quote('1: :->first'), quote('*:: :->rest')].join(' \\\n    ')}
  case $state in
    first)
        local -a commands=(${described.join(' \\\n          ')})
        _describe command commands${files}
        ;;
    rest)
      case $line[1] in
${cases.join('\n')}
      esac
      ;;
  esac
}`;
}

function functionName({ name, path }: CommandWords): string {
  return path === '' ? `_${name}` : `_flense_${path.replaceAll(' ', '_')}`;
}

/** \`(-o --output)'{-o,--output}'[what]:value:_files\` */
function optionSpec({ flags, description, value }: OptionWords): string {
  const what = `[${description.replaceAll(/[[\]\\]/g, '\\$&')}]${value === null ? '' : `:${valueSpec(value)}`}`;
  const [only] = flags;
  if (flags.length === 1) return quote(`${only}${what}`);
  return `${quote(`(${flags.join(' ')})`)}{${flags.join(',')}}${quote(what)}`;
}

function valueSpec(value: Value): string {
  switch (value.kind) {
    case 'file':
      return 'file:_files';
    case 'choice':
      return `choice:(${value.choices.join(' ')})`;
    case 'other':
      return 'value: ';
  }
}

function escapeColon(text: string): string {
  return text.replaceAll(':', '\\:');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
