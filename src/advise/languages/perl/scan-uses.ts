export type PerlUses = {
  /** `A::B`. */
  readonly modules: ReadonlySet<string>;
  /** `lib/x.pl` of `require 'lib/x.pl'`. */
  readonly files: ReadonlySet<string>;
  /** `LWP::Protocol` of `"LWP::Protocol::$scheme"`: any module below. */
  readonly prefixes: ReadonlySet<string>;
  /** Paths of `use lib`, relative ones to the script where they come after `$Bin`. */
  readonly directories: readonly string[];
  /** Lines that load what only running tells. */
  readonly computedLines: readonly number[];
};

/** UTF-16 units; longer lines are data. */
const maxLineLength = 4_000;

/** All that Perl source may load, by its words: Perl cannot be parsed without running it. Documentation is left out. */
export function scanUses(source: string): PerlUses {
  const [modules, files, prefixes] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const directories: string[] = [];
  const computedLines: number[] = [];
  let isPod = false;
  for (const [at, line] of source.split('\n').entries()) {
    if (/^__(?:END|DATA)__\s*$/.test(line)) break;
    if (/^=[a-zA-Z]/.test(line)) isPod = !line.startsWith('=cut');
    if (isPod || line.startsWith('=') || line.length > maxLineLength || /^\s*#/.test(line)) continue;
    for (const [, name] of line.matchAll(/\b(?:use|no|require)\s+([A-Za-z_][\w:]*)/g)) modules.add(name!);
    for (const [, name] of line.matchAll(/\brequire\s*\(?\s*["']([^"'$]{1,200})["']/g)) files.add(name!);
    for (const [name] of line.matchAll(/\b[A-Za-z_]\w*(?:::\w+)+/g)) modules.add(name);
    for (const [, name] of line.matchAll(/\b([A-Za-z_]\w*(?:::\w+)*)::["'$@{]/g)) prefixes.add(name!);
    if (/\buse\s+(?:parent|base|lib)\b/.test(line))
      for (const [, word] of line.matchAll(/["'(\s]([\w:./$-]{1,200})(?=["')\s])/g)) addWord(word!, line, modules, directories);
    if (/\brequire\s*\(?\s*\$|\beval\s*\(?\s*["'](?:use|require)\s+\$/.test(line)) computedLines.push(at + 1);
  }
  return { modules, files, prefixes, directories, computedLines };
}

function addWord(word: string, line: string, modules: Set<string>, directories: string[]): void {
  if (/\buse\s+lib\b/.test(line)) directories.push(word.replace(/^\$\{?(?:FindBin::)?(?:Real)?Bin\}?/, '.'));
  else if (/^[A-Za-z_][\w:]*$/.test(word)) modules.add(word);
}
