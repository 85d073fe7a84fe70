export type StartedNames = {
  /** What calls are given as a literal, words and all. */
  readonly commands: readonly StartedCommand[];
  /** Further literals of one word, any of which may get there by way of a variable. */
  readonly words: readonly string[];
  /** Lines of calls that are given no literal. */
  readonly computedLines: readonly number[];
};

export type StartedCommand = {
  readonly text: string;
  /** Whether a shell is between. */
  readonly isOfShell: boolean;
};

/** Without one of these there is nothing to look for. */
const mentions: Readonly<Record<string, readonly string[]>> = {
  node: ['child_process', 'execa', 'cross-spawn', 'shelljs'],
  python: ['subprocess', 'popen', 'os.system', 'os.exec', 'os.spawn', 'os.posix_spawn', 'pexpect', 'plumbum'],
};
const others = /\b(?:system|exec|spawn|popen|open3|Open3|proc_open|shell_exec|passthru|pcntl_exec|qx)\b|%x|`/;
/** Longer ones are bundles, in which words mean little. */
const maxLength = 1_048_576;
const callNames =
  '\\b(system|popen[23]?|Popen|spawn(?:Sync|vpe?|lpe?)?|exec(?:Sync|File|FileSync|vpe?|ve?|lpe?|le?|a|aSync|aCommand)?|run|call|check_call|check_output|getoutput|getstatusoutput|create_subprocess_(?:exec|shell)|shell_exec|passthru|proc_open|pcntl_exec|capture[23]e?|which|find_executable)';
const firstLiteral = '\\s{0,80}(?:shlex\\.split\\(|\\[\\s{0,80})?[frbuFRBU]{0,2}(["\'`])([^"\'`\\n\\\\]{1,300})';
const calls = new RegExp(`${callNames}\\s{0,20}\\(${firstLiteral}`, 'g');
/** Ruby and Perl call without parentheses too. */
const looseCalls = new RegExp(`${callNames}(?:\\s{0,20}\\(|\\s{1,20})${firstLiteral}`, 'g');
const quoted = /(?:^|[^\\\w])`([^`\n]{1,300})`|%x[([{]([^)\]}\n]{1,300})/g;
const literals = /(["'`])([\w./+-]{1,200})\1/g;
const unknownCalls =
  /\b(?:subprocess\.(?:run|Popen|call|check_call|check_output)|os\.(?:system|popen|exec[lv]\w*)|proc_open|shell_exec|passthru|(?:child_process|cp)\.\w+|execFile(?:Sync)?|execSync|spawnSync|Open3\.\w+)\s{0,20}\(\s{0,80}\[?\s{0,80}(?=[A-Za-z_$])(?!sys\.executable|process\.execPath|shlex\.split\(|[frbuFRBU]{1,2}["'])/g;
const ofShell = /^(?:system|popen|exec|execSync|getoutput|getstatusoutput|create_subprocess_shell|shell_exec|passthru|execaCommand)$/;
const nothing: StartedNames = { commands: [], words: [], computedLines: [] };
const maxFound = 500;

/** What a source may start, of whatever language it is: by its calls and literals, as none of these languages says it otherwise. */
export function startedNames(text: string, language: string): StartedNames {
  const words = Object.hasOwn(mentions, language) ? mentions[language]! : null;
  const isMentioned = words === null ? others.test(text) : words.some((word) => text.includes(word));
  if (text.length > maxLength || !isMentioned) return nothing;
  const isDirect = language === 'ruby' || language === 'perl';
  const isAlwaysShell = /shell\s{0,9}[=:]\s{0,9}[Tt]rue/.test(text);
  const isOfShell = (name: string, command: string): boolean =>
    isAlwaysShell || (ofShell.test(name) && (!isDirect || /[|&;<>$*?]/.test(command)));
  const called = found(text, isDirect ? looseCalls : calls).map(([, name, , command]) => ({
    text: command!,
    isOfShell: isOfShell(name!, command!),
  }));
  return {
    commands: [...called, ...(isDirect ? quotedCommands(text) : [])].flatMap(segments),
    words: found(text, literals).map(([, , word]) => word!),
    computedLines: found(text, unknownCalls).map(({ index }) => lineOf(text, index)),
  };
}

function found(text: string, pattern: RegExp): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  for (const match of text.matchAll(pattern)) if (matches.push(match) >= maxFound) break;
  return matches;
}

/** Backticks of one word are mostly the name of a column. */
function quotedCommands(text: string): readonly StartedCommand[] {
  const told = found(text, quoted).map(([, tick, percent]) => tick ?? percent ?? '');
  return told.filter((command) => /[\s/]/.test(command)).map((command) => ({ text: command, isOfShell: /[|&;<>$*?]/.test(command) }));
}

/** Each command of a pipeline, up to where something is put in. */
function segments({ text, isOfShell }: StartedCommand): readonly StartedCommand[] {
  const told = text.split(/\$\{|#\{|\{|%[sd]/, 1)[0]!;
  return told
    .split(/[|;&]+/)
    .map((segment) => ({ text: segment.trim(), isOfShell }))
    .filter((segment) => segment.text !== '');
}

function lineOf(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
