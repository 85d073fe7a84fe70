import { type ErrorCode, InspectError } from './errors.ts';

/** What the operating system says no to. `unreadable` for the rest. */
const codes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  ENOSPC: 'unwritable',
  EDQUOT: 'unwritable',
  EROFS: 'unwritable',
};

/**
 * Translates a failed system call; anything else is a bug and passes through.
 * @param expectation what the call was for
 * @param known the code where that is clear, whatever the reason
 */
export function fromSystemError(error: unknown, expectation: string, known?: ErrorCode): unknown {
  const code = systemErrorCode(error);
  if (code === null || bugs.has(code)) return error;
  return new InspectError(known ?? codes[code] ?? 'unreadable', `${expectation}, got ${reasons[code] ?? code}`, { cause: error });
}

/** A descriptor that is closed and an argument that makes no sense are our own doing. */
const bugs: ReadonlySet<string> = new Set(['EBADF', 'EINVAL']);

/** `ENOENT` and so on; null for what no system call said. */
export function systemErrorCode(error: unknown): string | null {
  const code = error instanceof Error && 'syscall' in error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing by that name',
  ENOTDIR: 'a path through something that is no directory',
  ENAMETOOLONG: 'a name that is too long',
  ELOOP: 'a cycle of links',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EMFILE: 'too many open files',
  ENFILE: 'too many open files',
  EIO: 'an input/output error',
  ENOSPC: 'a full disk',
  EDQUOT: 'a full quota',
  EROFS: 'a read-only file system',
};
