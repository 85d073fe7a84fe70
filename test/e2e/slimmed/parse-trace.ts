/**
 * What a trace of strace with `--decode-fds=path` says was opened, executed or listed with success below `root`, as paths in it. An
 * executed path may lead through links; what the kernel then opens to load it does not appear, so it is taken as it was written. The
 * first execution is that of the program which changes the root.
 */
export function parseTrace(trace: string, root: string): ReadonlySet<string> {
  const found = new Set<string>();
  let executions = 0;
  for (const line of whole(trace.split('\n'))) {
    const opened = /^\d+ +(?:open|openat|openat2|creat)\(.* = \d+<(.*)>$/.exec(line)?.[1];
    const listed = /^\d+ +getdents(?:64)?\(\d+<([^>]*)>,.* = [1-9]\d*$/.exec(line)?.[1];
    const executed = /^\d+ +execve\("((?:[^"\\]|\\.)*)",.* = 0$/.exec(line)?.[1];
    // What would be made if it were not there, and is only written to, is nothing that the image must bring.
    const isMade = /^\d+ +(?:creat\(|open(?:at2?)?\(.*O_WRONLY\|(?:O_\w+\|)*O_CREAT)/.test(line);
    for (const path of [opened, listed]) {
      if (path !== undefined && !isMade && (path === root || path.startsWith(`${root}/`)))
        found.add(unescaped(path.slice(root.length)) || '/');
    }
    if (executed !== undefined && ++executions > 1) found.add(unescaped(executed));
  }
  return found;
}

/** Of calls that another thread interrupted, both halves in one line. */
function whole(lines: readonly string[]): readonly string[] {
  const begun = new Map<string, string>();
  return lines.flatMap((line) => {
    const [, start, unfinished] = /^(\d+) +(.*) <unfinished \.\.\.>$/.exec(line) ?? [];
    if (start !== undefined && unfinished !== undefined) {
      begun.set(start, unfinished);
      return [];
    }
    const [, pid, rest] = /^(\d+) +<\.\.\. \w+ resumed>(.*)$/.exec(line) ?? [];
    if (pid === undefined || rest === undefined) return [line];
    const text = `${pid} ${begun.get(pid) ?? ''}${rest}`;
    begun.delete(pid);
    return [text];
  });
}

/** `\303\251` and `\"` of strace, as the bytes that they stand for, one character each. */
function unescaped(text: string): string {
  return text.replace(/\\(?:([0-7]{1,3})|(.))/g, (_, octal: string | undefined, sign: string | undefined) =>
    octal === undefined ? (sign ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
