import { isSecretAssignment, passwordMatch } from './find-assignments.ts';
import { findTokens } from './find-tokens.ts';
import type { SecretCategory } from './secret-match.ts';

/** A secret in one line of a configuration: a variable, a label, a command, a step of the history. */
export type LineSecret = {
  readonly category: SecretCategory;
  readonly what: string;
  /** What may be shown of it. */
  readonly masked: string;
  /** Never to be shown. */
  readonly secret: string;
};

/** Longer ones hold scripts or lists, of which the beginning is looked at. */
const maxLength = 65_536;
const assignment = /(?<![\w.-])(?:-{1,2})?(?<name>[A-Za-z_][\w.-]{0,80})=(?<value>"[^"]{1,500}"|'[^']{1,500}'|[^\s"';&|]{1,500})/g;
/** `--password secret`, which only an argument says. */
const option = /(?<![\w.-])--(?<name>[A-Za-z][\w-]{0,80}) (?<value>[^\s"';&|-][^\s"';&|]{0,500})/g;

/** `curl -u name:secret`; options of one letter may stand together. */
const login = /(?<![\w.-])(?:-[A-Za-z]{0,8}u|--user)[ =]["']?[^\s:"'$]{1,100}:(?<value>[^\s"';&|]{1,500})/g;

/** Secrets by their form, then those that the line gives a name to. */
export function lineSecrets(line: string): readonly LineSecret[] {
  return secretsIn(line.slice(0, maxLength));
}

/** Whether a line, `name=value`, holds one. */
export function hasSecret(line: string): boolean {
  return lineSecrets(line).length > 0;
}

function secretsIn(text: string): readonly LineSecret[] {
  const bytes = Buffer.from(text, 'utf8');
  const tokens = findTokens(bytes).map(({ category, what, masked, start, end }) => ({
    category,
    what,
    masked,
    secret: bytes.toString('utf8', start, end),
  }));
  const logins = /\bcurl\b/.test(text) ? [...text.matchAll(login)] : [];
  const named = [...text.matchAll(assignment), ...text.matchAll(option), ...logins].flatMap(({ groups }): readonly LineSecret[] => {
    const { name = 'password', value = '' } = groups ?? {};
    const secret = value.replace(/^(["'])(.*)\1$/s, '$2');
    const isKnown = tokens.some((token) => token.secret.includes(secret) || secret.includes(token.secret));
    return isKnown || !isSecretAssignment(name, secret) ? [] : [{ ...passwordMatch(name), secret }];
  });
  return [...tokens, ...named];
}
