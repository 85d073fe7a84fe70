import { InspectError } from '../../model/errors.ts';

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'nothing there',
  ENOTDIR: 'nothing there',
  ECONNREFUSED: 'nobody who listens',
  ENOTSOCK: 'a file that is no socket',
  EACCES: 'no permission',
  EPERM: 'no permission',
  ENOTFOUND: 'no host of that name',
  EAI_AGAIN: 'no answer from the name server',
  EHOSTUNREACH: 'no way to that host',
  ENETUNREACH: 'no way to that network',
  ETIMEDOUT: 'no connection in time',
  ECONNRESET: 'a connection that was cut',
  EPIPE: 'a connection that was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'a connection that was cut',
};

/** Why a connection failed, for after "got"; null for what is no failure of a connection but a bug. */
export function describeConnectionError(error: unknown, complaint: string): string | null {
  if (error instanceof InspectError || !(error instanceof Error)) return null;
  const code = connectionErrorCode(error);
  if (code === null) return null;
  if (code === 'ENOENT' && 'path' in error && error.path === 'ssh') return 'no program ssh on PATH';
  const line = lastLine(complaint);
  if (line !== '') return JSON.stringify(line);
  const known = reasons[code];
  if (known !== undefined) return known;
  if (code.startsWith('HPE_')) return 'bytes that are no HTTP';
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'bytes that are no TLS';
  return /CERT|SIGNATURE|ISSUER|ERR_TLS/.test(code) ? `a certificate that is not trusted (${error.message})` : code;
}

/** As Node gives it for what the system, the parser of HTTP or TLS said no to. */
export function connectionErrorCode(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' && code !== 'ERR_ASSERTION' && !code.startsWith('ERR_INVALID_') ? code : null;
}

/** Of what a program said last, the line that people should see. */
function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 200) ?? '';
}
