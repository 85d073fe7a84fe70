/** What a secret opens; each is a variant of the analyzer's findings. */
export const secretCategories = [
  'private-key',
  'cloud-credential',
  'repository-token',
  'registry-credential',
  'package-token',
  'service-token',
  'payment-key',
  'web-token',
  'connection-string',
  'password',
  'shell-history',
] as const;

export type SecretCategory = (typeof secretCategories)[number];

/** A secret in a text. Offsets count characters; what is between them never leaves the function that was given the text. */
export type SecretMatch = {
  readonly category: SecretCategory;
  /** With its article: `an AWS access key`. */
  readonly what: string;
  readonly start: number;
  readonly end: number;
  /** What may be shown in its place. */
  readonly masked: string;
};
