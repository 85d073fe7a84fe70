export type RubyCommand = {
  /** null where none is named. */
  readonly script: string | null;
  readonly code: string;
  /** `-r`. */
  readonly requires: readonly string[];
  /** `-I`. */
  readonly directories: readonly string[];
  /** `-S`: the script is looked for in PATH. */
  readonly searchesPath: boolean;
  readonly args: readonly string[];
};

/** `ruby --help`. */
export function parseRubyCommand(argv: readonly string[]): RubyCommand {
  const [code, requires, directories]: [string[], string[], string[]] = [[], [], []];
  let searchesPath = false;
  let at = 1;
  for (; at < argv.length && /^-./.test(argv[at]!) && argv[at] !== '--'; at++) {
    const word = argv[at]!;
    if (word.startsWith('--')) continue;
    const match = /^-[a-zA-DF-HJ-RT-Z0-9]*?([erICEW])(.*)$/s.exec(word);
    if (/^-[a-zA-Z]*S/.test(word)) searchesPath = true;
    if (match === null || match[1] === 'W') continue;
    const value = match[2] !== '' ? match[2]! : (argv[++at] ?? '');
    if (match[1] === 'e') code.push(value);
    if (match[1] === 'r') requires.push(value);
    if (match[1] === 'I') directories.push(...value.split(':'));
  }
  const rest = argv.slice(argv[at] === '--' ? at + 1 : at);
  const hasCode = code.length > 0;
  return {
    script: hasCode ? null : (rest[0] ?? null),
    code: code.join('\n'),
    requires,
    directories,
    searchesPath,
    args: hasCode ? rest : rest.slice(1),
  };
}
