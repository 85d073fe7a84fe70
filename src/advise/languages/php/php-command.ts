export type PhpCommand = {
  /** The script, and a router of `-S`. */
  readonly scripts: readonly string[];
  /** `-t`. */
  readonly documentRoot: string | null;
  /** `-c`: a file or a directory. */
  readonly configuration: string | null;
  /** `-n`: no php.ini. */
  readonly isUnconfigured: boolean;
  /** `-d name=value`. */
  readonly settings: readonly string[];
  /** `-y` of php-fpm. */
  readonly poolFile: string | null;
};

const valued = 'cdtSyzfrBREFg';

/** https://www.php.net/manual/en/features.commandline.options.php */
export function parsePhpCommand(argv: readonly string[]): PhpCommand {
  const given = new Map<string, string[]>();
  const isPool = /fpm/.test(argv[0] ?? '');
  let at = 1;
  for (; at < argv.length && /^-./.test(argv[at]!) && argv[at] !== '--'; at++) {
    const word = argv[at]!;
    const long = /^--(?:(fpm-config)|(php-ini)|(docroot)|(server)|(define))(?:=(.*))?$/s.exec(word);
    const letter = word.startsWith('--')
      ? (long?.[1] && 'y') || (long?.[2] && 'c') || (long?.[3] && 't') || (long?.[4] && 'S') || (long?.[5] && 'd') || ''
      : word[1]!;
    const attached = word.startsWith('--') ? long?.[6] : word.slice(2) || undefined;
    const value = letter !== '' && valued.includes(letter) ? (attached ?? argv[++at] ?? '') : '';
    given.set(letter, [...(given.get(letter) ?? []), value]);
  }
  const rest = argv.slice(argv[at] === '--' ? at + 1 : at);
  const hasCode = given.has('r') || given.has('v') || given.has('i') || given.has('m');
  const script = given.get('f')?.[0] ?? (hasCode || isPool ? undefined : rest[0]);
  return {
    scripts: script === undefined ? [] : [script],
    documentRoot: given.get('t')?.[0] ?? null,
    configuration: given.get('c')?.[0] ?? null,
    isUnconfigured: given.has('n'),
    settings: given.get('d') ?? [],
    poolFile: given.get('y')?.[0] ?? null,
  };
}
