/** A line of `/etc/passwd`. https://man7.org/linux/man-pages/man5/passwd.5.html */
export type Account = {
  readonly name: string;
  /** `x` where `/etc/shadow` has it. */
  readonly password: string;
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
  readonly shell: string;
};

/** A line of `/etc/group`. https://man7.org/linux/man-pages/man5/group.5.html */
export type Group = { readonly name: string; readonly password: string; readonly gid: number; readonly members: readonly string[] };

/** What matters of a line of `/etc/shadow`. https://man7.org/linux/man-pages/man5/shadow.5.html */
export type ShadowEntry = { readonly name: string; readonly password: string };

export type Parsed<T> = {
  readonly entries: readonly T[];
  /** Numbers of the lines, from 1, that are none: libraries pass over them, and so do we. */
  readonly malformed: readonly number[];
};

export function parsePasswd(text: string): Parsed<Account> {
  return parseLines(text, ([name, password, uid, gid, _comment, home, shell]) => {
    const numbers = [toId(uid), toId(gid)] as const;
    if (!name || password === undefined || numbers[0] === null || numbers[1] === null || shell === undefined) return null;
    return { name, password, uid: numbers[0], gid: numbers[1], home: home ?? '', shell };
  });
}

export function parseGroup(text: string): Parsed<Group> {
  return parseLines(text, ([name, password, gid, members]) => {
    const number = toId(gid);
    if (!name || password === undefined || number === null || members === undefined) return null;
    return { name, password, gid: number, members: members.split(',').filter((member) => member !== '') };
  });
}

export function parseShadow(text: string): Parsed<ShadowEntry> {
  return parseLines(text, ([name, password, lastChange]) =>
    !name || password === undefined || lastChange === undefined ? null : { name, password },
  );
}

/** Blank lines, comments and the `+` and `-` of NIS are no accounts, and no mistakes. */
function parseLines<T>(text: string, parse: (fields: readonly string[]) => T | null): Parsed<T> {
  const entries: T[] = [];
  const malformed: number[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || '#+-'.includes(line[0]!)) continue;
    const entry = parse(line.split(':', 10));
    if (entry === null) malformed.push(index + 1);
    else entries.push(entry);
  }
  return { entries, malformed };
}

/** Decimal, of 32 bits. */
function toId(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= 0xffffffff ? Number(text) : null;
}
