export type PythonCommand = {
  /** What it runs; `nothing` reads from standard input. */
  readonly kind: 'module' | 'code' | 'script' | 'nothing';
  readonly text: string;
  readonly args: readonly string[];
  /** `-E`, `-I`: PYTHONPATH and its like do not count. */
  readonly ignoresEnvironment: boolean;
  /** `-S`: no site-packages. */
  readonly isWithoutSite: boolean;
};

const valued = 'WXQ';

/** https://docs.python.org/3/using/cmdline.html */
export function parsePythonCommand(argv: readonly string[]): PythonCommand {
  let flags = '';
  for (let at = 1; at < argv.length; at++) {
    const word = argv[at]!;
    if (word === '--check-hash-based-pycs') at += 1;
    if (word.startsWith('--')) continue;
    if (!word.startsWith('-') || word === '-') {
      return command(word === '-' ? 'nothing' : 'script', word, argv.slice(at + 1), flags);
    }
    const end = [...word].findIndex((letter, i) => i > 0 && `mc${valued}`.includes(letter));
    flags += end < 0 ? word.slice(1) : word.slice(1, end);
    if (end < 0) continue;
    const attached = word.slice(end + 1);
    const value = attached !== '' ? attached : (argv[++at] ?? '');
    if (word[end] === 'm' || word[end] === 'c') return command(word[end] === 'm' ? 'module' : 'code', value, argv.slice(at + 1), flags);
  }
  return command('nothing', '', [], flags);
}

function command(kind: PythonCommand['kind'], text: string, args: readonly string[], flags: string): PythonCommand {
  return { kind, text, args, ignoresEnvironment: /[EI]/.test(flags), isWithoutSite: flags.includes('S') };
}
