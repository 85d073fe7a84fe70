import type { Evidence } from '../model/finding.ts';
import type { ImageConfig } from '../model/image-config.ts';
import { alignHistory } from '../model/layer-history.ts';
import { isSecretAssignment, passwordMatch } from '../model/secrets/find-assignments.ts';
import { findTokens } from '../model/secrets/find-tokens.ts';
import type { SecretCategory } from '../model/secrets/secret-match.ts';

/** A secret in the configuration of an image or in its history. */
export type ConfigSecret = {
  readonly category: SecretCategory;
  readonly what: string;
  /** What may be shown of it. */
  readonly masked: string;
  /** Never to be shown. */
  readonly secret: string;
  /** Masked. */
  readonly evidence: Evidence;
};

/** A text that anybody who has the image can read, and how it is cited. */
type Place = { readonly text: string; readonly cite: (masked: string) => Evidence };
type Sighting = Omit<ConfigSecret, 'evidence'>;

/** Longer ones hold scripts or lists, of which the beginning is looked at. */
const maxLength = 65_536;
const assignment = /(?<![\w.-])(?:-{1,2})?(?<name>[A-Za-z_][\w.-]{0,80})=(?<value>"[^"]{1,500}"|'[^']{1,500}'|[^\s"';&|]{1,500})/g;
/** `--password secret`, which only an argument says. */
const option = /(?<![\w.-])--(?<name>[A-Za-z][\w-]{0,80}) (?<value>[^\s"';&|-][^\s"';&|]{0,500})/g;

/** `curl -u name:secret`; options of one letter may stand together. */
const login = /(?<![\w.-])(?:-[A-Za-z]{0,8}u|--user)[ =]["']?[^\s:"'$]{1,100}:(?<value>[^\s"';&|]{1,500})/g;

/** Each secret of the environment, labels, commands and history, build arguments included: where it stands, in that order. */
export function configSecrets(config: ImageConfig): readonly ConfigSecret[] {
  return places(config).flatMap(({ text, cite }) => {
    const found = sightings(text.slice(0, maxLength));
    return found.map((sighting) => ({ ...sighting, evidence: cite(hideSecrets(text, found)) }));
  });
}

/** A text without the secrets that were found. */
export function hideSecrets(text: string, secrets: readonly Pick<ConfigSecret, 'secret'>[]): string {
  return secrets.reduce((hidden, { secret }) => hidden.replaceAll(secret, '*'.repeat(16)), text);
}

function places(image: ImageConfig): readonly Place[] {
  const { env, labels, cmd, entrypoint, healthcheck } = image.config;
  const of = (field: string) => (text: string) => ({ text, cite: (value: string): Evidence => ({ kind: 'config', field, value }) });
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ['Entrypoint', entrypoint],
    ['Cmd', cmd],
    ['Healthcheck', healthcheck?.test ?? []],
  ];
  return [
    ...env.map(of('Env')),
    ...Object.entries(labels).map(([name, value]) => of('Labels')(`${name}=${value}`)),
    ...commands.filter(([, words]) => words.length > 0).map(([field, words]) => of(field)(words.join(' '))),
    ...historyPlaces(image),
  ];
}

function historyPlaces(image: ImageConfig): readonly Place[] {
  const layers = alignHistory(image);
  return image.history.map((record) => {
    const layer = layers.indexOf(record);
    return { text: record.createdBy, cite: (instruction) => ({ kind: 'instruction', layer: layer < 0 ? null : layer, instruction }) };
  });
}

function sightings(text: string): readonly Sighting[] {
  const bytes = Buffer.from(text, 'utf8');
  const tokens = findTokens(bytes).map(({ category, what, masked, start, end }) => ({
    category,
    what,
    masked,
    secret: bytes.toString('utf8', start, end),
  }));
  const logins = /\bcurl\b/.test(text) ? [...text.matchAll(login)] : [];
  const named = [...text.matchAll(assignment), ...text.matchAll(option), ...logins].flatMap(({ groups }): readonly Sighting[] => {
    const { name = 'password', value = '' } = groups ?? {};
    const secret = value.replace(/^(["'])(.*)\1$/s, '$2');
    const isKnown = tokens.some((token) => token.secret.includes(secret) || secret.includes(token.secret));
    return isKnown || !isSecretAssignment(name, secret) ? [] : [{ ...passwordMatch(name), secret }];
  });
  return [...tokens, ...named];
}
