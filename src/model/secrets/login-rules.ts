import { isPlaceholder } from './is-placeholder.ts';
import { isElsewhere } from './network-place.ts';
import type { SecretRule } from './secret-rule.ts';

/** What stands in front of a password is looked at this far back. */
const maxBefore = 300;

/** Passwords among the options of a connection, for ADO.NET (`Server=…;Password=…`), ODBC, and JDBC (`jdbc:…?user=…&password=…`). */
export const loginRules: readonly SecretRule[] = [
  {
    category: 'connection-string',
    what: 'a connection with a password',
    keywords: ['assword=', 'ASSWORD=', 'Pwd=', 'PWD='],
    pattern: /(?:assword|pwd)=(?<secret>[^\s;&"'<>]{3,200})(?=[;&"'<\s]|$)/diy,
    shown: 0,
    isReal: ({ input, index }) => isConnection(input.slice(Math.max(0, index - maxBefore), index)),
  },
];

const server = /(?:^|[;"'\s])(?:server|data source|host|addr|address)\s{0,3}=\s{0,3}(?:tcp:|np:)?(?<host>[^\s,;"'\\]{1,200})/i;

/** Whether the options before, in the same line, are those of a connection to another machine. */
function isConnection(before: string): boolean {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const start = line.lastIndexOf('jdbc:');
  if (start < 0) {
    const host = server.exec(line)?.groups?.['host'] ?? '';
    return line.includes(';') && host !== '' && !isPlaceholder(host) && isElsewhere(host);
  }
  const address = line.slice(start);
  const host = /^jdbc:[\w:]{1,40}:(?:@|\/\/|thin:@)(?<host>[^\s/:;?@"']{1,200})/i.exec(address)?.groups?.['host'] ?? '';
  return /^[^\s"'<>]*$/.test(address) && host !== '' && !isPlaceholder(host) && isElsewhere(host);
}
