import { distinctCount, isPlaceholder } from './is-placeholder.ts';
import { markedValues } from './marked-values.ts';
import { maskSecret } from './mask-secret.ts';
import type { SecretMatch } from './secret-match.ts';

/** Longer lines are no settings that somebody wrote. */
const maxLineLength = 1_000;
/** `pwd=` and a value. */
const leastLineLength = 10;
const maxMatches = 100;
const leastWordLength = 8;

/** A name that ends with what it is: `DB_PASSWORD`, `api-key`, `clientSecret`. `PASSWORD_FILE` and `GPG_KEY` hold none. */
const secretName =
  /(?:^|[^A-Za-z0-9]|^PG)(?:pass|password|passwd|passphrase|pwd|secret|token|credentials?|secret_key_base|(?:api|access|account|app|auth|encryption|master|private|secret|signing)[^A-Za-z0-9]?key)$/i;
/** Nobody counts those. */
const passwordName = /(?:^|[^A-Za-z0-9]|^PG)(?:pass|password|passwd|passphrase|pwd)$/i;
/** Where the next page of a list begins, which of two requests is a repetition, and where a sentence ends for a model of language. */
const harmlessToken =
  /(?:^|[^A-Za-z0-9])(?:bos|change|client|client_?request|cls|continuation|end|eos|idempotency|input|lifecycle_?action|mask|next|output|pad|page|pagination|request|sep|special|start|stop|unk)[^A-Za-z0-9]?token$/i;
/** `name = value`, `"name": "value",`, `export NAME=value`, `name: value`. */
const line = /^[\s-]{0,80}(?:export\s|set\s|env\s)?\s{0,8}["']?(?<name>[\w.-]{1,80})["']?\s{0,8}(?:=>|[=:])\s{0,8}(?<value>\S.{0,900})$/;

/** https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html : all in one line, or a line each. */
const netrc = /\bmachine\s{1,20}[^\s]{1,200}\s{1,20}login\s{1,20}[^\s]{1,200}\s{1,20}password\s{1,20}(?<value>[^\s]{1,200})/g;

/** Logins of a `.netrc`. */
export function findLogins(text: string): readonly SecretMatch[] {
  return [...text.matchAll(netrc)].slice(0, maxMatches).flatMap(({ 0: whole, index, groups }) => {
    const value = groups?.['value'] ?? '';
    const end = index + whole.length;
    return isPlaceholder(value) ? [] : [{ ...passwordMatch('password'), what: 'the login for a machine', start: end - value.length, end }];
  });
}

/** https://www.postgresql.org/docs/current/libpq-pgpass.html : host:port:database:user:password, of which all but the last may be `*`. */
const pgpass = /^(?:[^\s:#\\]{1,200}):(?:\d{1,5}|\*):[^\s:]{1,100}:[^\s:]{1,100}:(?<value>[^\s]{1,200})$/gm;

/** Logins of a `.pgpass`. */
export function findPostgresLogins(text: string): readonly SecretMatch[] {
  return [...text.matchAll(pgpass)].slice(0, maxMatches).flatMap(({ 0: whole, index, groups }) => {
    const value = groups?.['value'] ?? '';
    const end = index + whole.length;
    return isPlaceholder(value) ? [] : [{ ...passwordMatch('password'), what: 'the login for a database', start: end - value.length, end }];
  });
}

/** Passwords that a file of settings gives a name to, in their order. */
export function findAssignments(text: string): readonly SecretMatch[] {
  const matches: SecretMatch[] = [];
  for (let start = 0; start < text.length && matches.length < maxMatches; ) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const match =
      end - start > maxLineLength || end - start < leastLineLength
        ? null
        : matchLine(text.slice(start, text[end - 1] === '\r' ? end - 1 : end), start);
    if (match !== null) matches.push(match);
    start = end + 1;
  }
  return matches;
}

function matchLine(text: string, start: number): SecretMatch | null {
  const { name = '', value = '' } = line.exec(text)?.groups ?? {};
  const found = assigned(name, unquoted(value), text, start);
  if (found !== null) return found;
  return markedValues(text).reduce<SecretMatch | null>((first, pair) => first ?? assigned(pair.name, pair.value, text, start), null);
}

function assigned(name: string, value: string, text: string, start: number): SecretMatch | null {
  if (!isSecretAssignment(name, value)) return null;
  return { ...passwordMatch(name), start, end: start + text.length };
}

export function passwordMatch(name: string): Pick<SecretMatch, 'category' | 'what' | 'masked'> {
  return { category: 'password', what: `the value of ${name}`, masked: `${name}=${maskSecret('', 0)}` };
}

/** Whether `value` is a secret by the name that it has, and looks like somebody made it. */
export function isSecretAssignment(name: string, value: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (!secretName.test(words) || harmlessToken.test(words) || value.length < 6 || isPlaceholder(value)) return false;
  // A number is a limit, but for a password, and a path where the secret is.
  if (
    (/^\d+$/.test(value) && !passwordName.test(words)) ||
    /^(?:\d+[smhd]|\.{0,2}\/.*|[A-Za-z_][\w.]*\(.*|[A-Za-z]:\\.*|projects\/.*)$/.test(value) ||
    /\s/.test(value) ||
    distinctCount(value) < 4
  )
    return false;
  // Words are settings (`required`) or names of secrets that are elsewhere, but for long ones of variables.
  const isWords = /^[A-Za-z]+(?:[-_.$][A-Za-z]+)*$/.test(value);
  return !isWords || (value.length >= leastWordLength && /^[A-Z][A-Z0-9_]*$/.test(name));
}

/** Without quotes, and what comes behind them or behind a value without any. */
function unquoted(text: string): string {
  const quote = text[0] ?? '';
  if (quote === '"' || quote === "'") {
    const end = text.indexOf(quote, 1);
    return end < 0 ? '' : text.slice(1, end);
  }
  // A structure, or a reference to one.
  if (/^[{[&*|>]/.test(quote)) return '';
  return text
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/[,;]$/, '');
}
