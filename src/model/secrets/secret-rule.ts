import type { SecretCategory } from './secret-match.ts';

/** A form of secret that is known by how it looks. */
export type SecretRule = {
  readonly category: SecretCategory;
  /** With its article. */
  readonly what: string;
  /** One of them is in each such secret. At least four characters, or three with which a word begins. */
  readonly keywords: readonly string[];
  /** Whether the letters in front of the keyword belong to it. */
  readonly hasWordBefore?: true;
  /** How many characters in front of the keyword belong to it, where that is known. */
  readonly lengthBefore?: number;
  /** Sticky, every repetition bounded, so that a try takes a bounded time. Its group `secret`, with indices, is what nobody may see; without it all is. */
  readonly pattern: RegExp;
  /** Whether what the pattern saw around the secret, which may be anything, is left out of what is shown. */
  readonly hidesContext?: true;
  /** Leading characters of the secret that may be shown. */
  readonly shown: number;
  /** Sees what the pattern cannot: sums, forms inside of it, examples. */
  readonly isReal?: (match: RegExpExecArray) => boolean;
};
