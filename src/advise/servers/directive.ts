/** One statement of a configuration file. */
export type Directive = {
  readonly name: string;
  readonly args: readonly string[];
  /** `[section]` it stands in; '' outside of any. */
  readonly section: string;
};

/** Statements of one file that are looked at. */
const maxDirectives = 50_000;

/** `name arg "arg";` and `name arg { … }`, comments from a hash. https://nginx.org/en/docs/beginners_guide.html#conf_structure */
export function parseBraces(text: string): readonly Directive[] {
  const found: Directive[] = [];
  let words: string[] = [];
  for (const [token] of text.matchAll(/#[^\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[;{}]|(?:\$\{|[^\s;{}"'])(?:\$\{|[^\s;{}])*/gs)) {
    if (token.startsWith('#') && words.length === 0) continue;
    if (token === ';' || token === '{' || token === '}') {
      const [name, ...args] = words;
      if (name !== undefined && found.push({ name, args, section: '' }) >= maxDirectives) break;
      words = [];
    } else if (!token.startsWith('#')) words.push(unquoted(token));
  }
  return found;
}

/** `name arg "arg with spaces"`, one in a line, a backslash at its end takes the next one along. */
export function parseLines(text: string): readonly Directive[] {
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split('\n')
    .slice(0, maxDirectives);
  return lines.flatMap((line) => {
    const [name, ...args] = wordsOf(line);
    return name === undefined ? [] : [{ name, args, section: '' }];
  });
}

/** `[section]` and `name = value`, comments from a hash or a semicolon; an indented line goes on with the value before. */
export function parseIni(text: string): readonly Directive[] {
  const found: { name: string; args: string[]; section: string }[] = [];
  let section = '';
  for (const line of text.split('\n').slice(0, maxDirectives)) {
    const bare = line.replace(/(?:^|\s);.*$|^\s*#.*$/, '').trimEnd();
    const header = /^\s*\[([^\]]{1,256})\]/.exec(bare);
    if (header !== null) section = header[1]!.trim();
    else if (/^\s+\S/.test(bare) && found.at(-1)?.section === section) found.at(-1)!.args.push(bare.trim());
    else {
      const at = bare.indexOf('=');
      if (at > 0) found.push({ name: bare.slice(0, at).trim(), args: [bare.slice(at + 1).trim()], section });
    }
  }
  return found;
}

function wordsOf(line: string): readonly string[] {
  const words = line.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*/g) ?? [];
  const comment = words.findIndex((word) => word.startsWith('#'));
  return (comment < 0 ? words : words.slice(0, comment)).map(unquoted);
}

function unquoted(word: string): string {
  return /^(["']).*\1$/s.test(word) && word.length > 1 ? word.slice(1, -1) : word;
}
