/**
 * Why an expected failure happened. The set is closed: each code has a test, and the command exits with 2 for all of them.
 * Anything that is not an {@link InspectError} is a bug and crashes with its stack.
 */
export const errorCodes = [
  'usage',
  'not-found',
  'unreadable',
  'not-an-image',
  'unsupported',
  'ambiguous-image',
  'no-such-image',
  'no-such-platform',
  'no-such-path',
  'malformed-json',
  'malformed-manifest',
  'malformed-config',
  'malformed-tar',
  'malformed-compression',
  'missing-blob',
  'digest-mismatch',
  'size-mismatch',
  'diff-id-mismatch',
  'unsafe-path',
  'limit',
  'exists',
  'unwritable',
  'interrupted',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/**
 * An expected failure, told to the user in one line: lower case, no full stop; what was expected, what came, and where.
 */
export class InspectError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = 'InspectError';
    this.code = code;
  }
}

/** Puts the place in front of an expected failure (`layer 3: …`); a bug passes through untouched. */
export function inContext(place: string, error: unknown): unknown {
  if (!(error instanceof InspectError)) return error;
  return new InspectError(error.code, `${place}: ${error.message}`, { cause: error });
}
