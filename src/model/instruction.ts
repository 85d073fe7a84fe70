/** A shell by the last part of its path. */
const shells: ReadonlySet<string> = new Set([
  'sh',
  'bash',
  'ash',
  'dash',
  'ksh',
  'zsh',
  'cmd',
  'cmd.exe',
  'powershell',
  'powershell.exe',
  'pwsh',
]);

/** What the classic builder puts before an instruction that runs nothing. */
const noOperation = '#(nop)';

/**
 * The line of a Dockerfile that made a history record, as near as the record tells: one line, not escaped.
 * Knows the forms of the classic builder, of BuildKit and of buildah; other text is left as it is.
 */
export function formatInstruction(createdBy: string): string {
  const text = withoutBuildKitMark(createdBy.replace(/\s+/g, ' ').trim());
  const command = text.startsWith('RUN ') ? text.slice(4) : text;
  const isRun = command !== text;
  const rest = withoutBuildArguments(command);
  const script = withoutShell(rest);
  if (script === null) return isRun || rest !== command ? `RUN ${rest}` : text;
  if (script.startsWith(noOperation)) return script.slice(noOperation.length).trim();
  return `RUN ${script}`;
}

function withoutBuildKitMark(text: string): string {
  return text.endsWith('# buildkit') ? text.slice(0, -'# buildkit'.length).trim() : text;
}

/** Longer lists of build arguments than this are left as they are. */
const maxArgumentsLength = 65_536;

/** `|2 A=b C=d e /bin/sh -c x` → `/bin/sh -c x`. A value may hold spaces, so the shell is what ends them. */
function withoutBuildArguments(text: string): string {
  const count = /^\|(\d{1,6}) /.exec(text)?.[1];
  if (count === undefined) return text;
  const words = text.slice(0, maxArgumentsLength).split(' ');
  const first = 1 + Number(count);
  const shell = words.findIndex((word, index) => index >= first && isShell(word) && /^[-/]/.test(words[index + 1] ?? ''));
  return text.slice(words.slice(0, Math.max(shell, first)).join(' ').length).trim();
}

/** What a shell is told to run; null where `text` does not start with a shell and its `-c`. */
function withoutShell(text: string): string | null {
  const words = text.split(' ', maxShellWords);
  if (!isShell(words[0] ?? '')) return null;
  const isPowerShell = /(?:powershell|pwsh)(?:\.exe)?$/.test(words[0] ?? '');
  // PowerShell is told its preferences in front of each command.
  const end = isPowerShell && words.includes(noOperation) ? words.indexOf(noOperation) : scriptStart(words, isPowerShell);
  return end === null ? null : text.slice(words.slice(0, end).join(' ').length).trim();
}

/** Index of the word after `-c`, `-eo pipefail -c`, `/S /C` or `-Command`; null for a script that a shell is given by name. */
function scriptStart(words: readonly string[], isPowerShell: boolean): number | null {
  for (const [index, word] of words.entries()) {
    if (/^(?:-[a-zA-Z]*c|\/[cC]|-[cC]ommand)$/.test(word)) return index + 1;
    const isFlag = index === 0 || word.startsWith('-') || word.startsWith('/');
    if (!isFlag && !isPowerShell && !/^-[a-z]*o$/.test(words[index - 1]!)) return null;
  }
  return null;
}

/** `powershell -Command $ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue'; #(nop)` has nine. */
const maxShellWords = 16;

function isShell(word: string): boolean {
  return shells.has(word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1));
}
