export type RubyRequires = {
  /** Looked for along the load path. */
  readonly names: ReadonlySet<string>;
  /** Relative to the file. */
  readonly relatives: ReadonlySet<string>;
  /** Lines that load what only running tells. */
  readonly computedLines: readonly number[];
};

/** UTF-16 units; longer lines are data. */
const maxLineLength = 4_000;
const call =
  /\b(require|require_relative|load|autoload|require_dependency|gem)\b[ (]{0,4}(?::\w{1,100}\s?,\s?|["']\w{1,100}["']\s?,\s?)?(?:(["'])([^"'\n]{1,300})\2|(\S))?/g;

/** All that Ruby source may load, by its words: strings and comments look alike, so that too much is found rather than too little. */
export function scanRequires(source: string): RubyRequires {
  const [names, relatives] = [new Set<string>(), new Set<string>()];
  const computedLines: number[] = [];
  for (const [at, line] of source.split('\n').entries()) {
    if (/^__END__\s*$/.test(line)) break;
    if (line.length > maxLineLength || /^\s*#/.test(line) || !/\b(?:require|load|autoload|gem)/.test(line)) continue;
    for (const [, word = '', , text, other] of line.matchAll(call)) {
      if (text !== undefined && !text.includes('#{')) (word === 'require_relative' ? relatives : names).add(text);
      else if (text !== undefined || /^[a-zA-Z_@"':]$/.test(other ?? ''))
        if (/^require|^load$/.test(word) && isCall(line, word)) computedLines.push(at + 1);
    }
    // `File.expand_path('../x', __FILE__)`, `File.join(__dir__, 'x')`.
    if (/__(?:FILE|dir)__/.test(line)) for (const [, text] of line.matchAll(/["']([\w./-]{2,200})["']/g)) relatives.add(text!);
  }
  return { names, relatives, computedLines };
}

/** A method of that name, or the word in prose, loads nothing. */
function isCall(line: string, word: string): boolean {
  return !new RegExp(`\\bdef\\s+(?:self\\.)?${word}\\b|[.:]${word}\\b|\\b${word}\\s*[:=]`).test(line);
}
