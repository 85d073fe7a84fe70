/** They read, and write to nothing but what their arguments name as output. */
const readers = new Set(
  `[ animate arch awk base32 base64 basename bc cat cksum clear cmp column comm composite compare convert curl cut conjure date dc df diff dig dirname display du echo
  egrep env envsubst expand expr factor false fgrep file find fmt fold gawk getent getopt gettext grep head host hostid hostname iconv import
  identify join jq kill less locale ls lsof magick mawk md5sum mktemp montage more mountpoint nc ncat netcat nice nl nohup nproc nslookup numfmt od
  paste pathchk pg_isready pgrep pidof pr printenv printf ps psql pwd readlink realpath redis-cli rev run-parts sed seq sha1sum sha224sum
  sha256sum sha384sum sha512sum shuf sleep sort stat stream strings stty sum tac tail test tini timeout tput tr true tsort tty uname unexpand uniq
  uptime usleep wait wc which xargs xxd yes yq zcat zgrep`.split(/\s+/),
);
/** Servers of which all that they write to is known from their configuration, and that never ask who they are. */
const servers = /^(?:(?:redis|valkey)-(?:server|sentinel)|gunicorn|uvicorn|hypercorn|waitress-serve|flask|puma|rackup)$/;
/** Functions of busybox that are plain there, while a program of that name need not be. */
const applets = new Set(['httpd', 'nc', 'sh', 'ash', 'tftp', 'wget']);

/** Of options that make a reader write, or become somebody else. */
const unusual: readonly (readonly [program: RegExp, option: RegExp])[] = [
  [/^sed$/, /^(?:-[nErsuz]*i|--in-place)/],
  [/^curl$/, /^(?:-[a-zA-Z]*[oOcD]$|--output|--remote-name|--cookie-jar|--dump-header|--create-dirs)/],
  [/^find$/, /^-(?:delete|fprint|fls|exec|ok)/],
  [/^sort$/, /^(?:-o|--output)/],
  [/^[gm]?awk$/, />/],
  [/^(?:httpd|nc)$/, /^-u/],
  [/^mktemp$/, /^(?:\/(?!tmp\/|var\/tmp\/)|-p|--tmpdir=)/],
];

/** `plain`: anybody may start it, and it writes to nothing. `unusual`: it would be, but for its options. */
export type ProgramUse = 'plain' | 'unusual' | 'unknown';

/** @param isBusybox whether it is a function of busybox */
export function programUse(name: string, args: readonly string[], isBusybox: boolean): ProgramUse {
  const isKnown = readers.has(name) || servers.test(name) || (isBusybox && applets.has(name));
  if (!isKnown) return 'unknown';
  return unusual.some(([program, option]) => program.test(name) && args.some((arg) => option.test(arg))) ? 'unusual' : 'plain';
}

/** They write to what they name. */
const makers = new Set(['cp', 'ln', 'mkdir', 'mkfifo', 'mv', 'rm', 'rmdir', 'rsync', 'tee', 'touch', 'truncate', 'unlink']);

/** What a program that writes is told to write to, or to take away; null for one that is none, or where a word of it is not known. */
export function namedTargets(name: string, args: readonly string[]): readonly string[] | null {
  if (!makers.has(name)) return null;
  const words = args.filter((arg) => !arg.startsWith('-'));
  const targets = /^(?:cp|ln|rsync)$/.test(name) ? words.slice(-1) : words;
  return targets.every((word) => /^\/[^$*?[`]*$/.test(word)) ? targets : null;
}
