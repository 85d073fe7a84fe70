import type { LineSecret } from '../model/secrets/line-secrets.ts';

type Hidden = Pick<LineSecret, 'secret'> & Partial<Pick<LineSecret, 'category'>>;

const stars = '*'.repeat(16);
/** A path is no longer. */
const maxPathLength = 4_096;

/**
 * A text without the secrets that were found. A password may be a word like any other: where it is a name in an absolute path, as in
 * `/usr/bin/python3`, it is none.
 */
export function hideSecrets(text: string, secrets: readonly Hidden[]): string {
  return secrets.reduce((hidden, one) => (hidden.includes(one.secret) ? hide(hidden, one) : hidden), text);
}

function hide(text: string, { secret, category }: Hidden): string {
  if (secret === '') return text;
  return text.replaceAll(secret, (found: string, at: number) =>
    category === 'password' && isName(text, at, at + found.length) ? found : stars,
  );
}

function isName(text: string, start: number, end: number): boolean {
  if (text[start - 1] !== '/' || !/^(?:[/\s"',:;)\]]|$)/.test(text.slice(end, end + 1))) return false;
  let first = start;
  while (first > 0 && start - first < maxPathLength && /[\w./+@-]/.test(text[first - 1]!)) first -= 1;
  // Of an address two slashes are the beginning.
  return text[first] === '/' && text[first + 1] !== '/';
}
