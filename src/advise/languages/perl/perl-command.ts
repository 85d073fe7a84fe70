export type PerlCommand = {
  /** null where none is named. */
  readonly script: string | null;
  /** Code of `-e`, and `use` of what `-M` names. */
  readonly code: string;
  readonly directories: readonly string[];
  readonly args: readonly string[];
};

/** https://perldoc.perl.org/perlrun */
export function parsePerlCommand(argv: readonly string[]): PerlCommand {
  const code: string[] = [];
  const directories: string[] = [];
  let at = 1;
  for (; at < argv.length && /^-./.test(argv[at]!); at++) {
    const word = argv[at]!;
    if (word === '--') {
      at += 1;
      break;
    }
    const match = /^-[a-zA-LN-Z0]*?([eEIMm])(.*)$/s.exec(word);
    if (match === null) continue;
    const value = match[2] !== '' ? match[2]! : (argv[++at] ?? '');
    if (match[1] === 'I') directories.push(value);
    else code.push(/[Mm]/.test(match[1]!) ? `use ${value.replace(/^-/, '').replace('=', ' ')};` : value);
  }
  const isCode = argv.slice(1, at).some((word) => /^-[a-zA-Z0]*[eE]/.test(word) && !/^-[MmI]/.test(word));
  return { script: isCode ? null : (argv[at] ?? null), code: code.join('\n'), directories, args: argv.slice(isCode ? at : at + 1) };
}
