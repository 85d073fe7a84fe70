import { InspectError } from '../model/errors.ts';

/** What the system says about a file that is to be written, as an expected failure; a bug passes through untouched. */
export function fromWriteError(error: unknown, path: string): unknown {
  if (error instanceof InspectError || !isSystemError(error)) return error;
  return new InspectError('unwritable', `${path}: expected to write there, got ${reason(error)}`, { cause: error });
}

/** `ENOENT: no such file or directory, open '/x'` → `no such file or directory`. */
function reason({ code, message }: { readonly code: string; readonly message: string }): string {
  return /^[A-Z0-9_]+: ([^,]+),/.exec(message)?.[1] ?? code;
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'errno' in error && 'code' in error && typeof error.code === 'string';
}
