import { namedByVariable, readVariables } from '../program/file-variables.ts';
import { environmentValue } from '../program/search-path.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import { proveCertificates } from './prove-certificates.ts';
import { proveWritable } from './prove-writable.ts';
import { type Found, isMissing, problem } from './surroundings-problem.ts';

/** What programs take for granted: the user, certificates, the zone, and where they may write. */
export function proveSurroundings(input: ProofInput): CheckResult {
  const looks = [proveUser(input), proveVariables(input), proveZone(input), proveCertificates(input), ...proveWritable(input)];
  return { count: looks.length, problems: looks.flat() };
}

function proveUser({ original, slim, plan }: ProofInput): Found {
  const [user = ''] = slim.config.user.split(':');
  const isNumber = /^\d*$/.test(user);
  if (!isNumber && !hasUser(slim.passwd, user))
    return problem('failure', 'missing-user', '/etc/passwd', `the image runs as ${user}, whom its /etc/passwd does not have`);
  const name = plan?.user.name ?? (/^\d*$/.test(original.config.user) ? null : (original.config.user.split(':')[0] ?? null));
  if (name === null || hasUser(slim.passwd, name) || !(hasUser(original.passwd, name) || plan?.user.isMade === true)) return [];
  return problem('failure', 'missing-user', '/etc/passwd', `the user ${name} cannot be looked up: /etc/passwd does not have it`);
}

function hasUser(passwd: string | null, name: string): boolean {
  return passwd?.split('\n').some((line) => line.startsWith(`${name}:`)) ?? false;
}

/** What a program is known to read is missed for certain; what any other variable names, by somebody perhaps. */
function proveVariables({ original, slim }: ProofInput): Found {
  return slim.config.env.flatMap((line) => {
    const { name, paths } = namedByVariable(line);
    const gravity = readVariables.includes(name) ? 'failure' : 'warning';
    const missing = paths.filter((path) => isMissing(path, original, slim));
    return missing.flatMap((path) =>
      problem(gravity, 'missing-named-file', path, `${name} names ${path}, which is not there`, [`environment variable ${name}`]),
    );
  });
}

function proveZone({ original, slim }: ProofInput): Found {
  const zone = environmentValue(slim.config.env, 'TZ')?.replace(/^:/, '') ?? '';
  const path = zone.startsWith('/') ? zone : `/usr/share/zoneinfo/${zone}`;
  const isName = /^[\w+/-]+$/.test(zone) && (zone.includes('/') || /^[A-Z]/.test(zone));
  const found =
    isName && isMissing(path, original, slim)
      ? problem('failure', 'missing-zone', path, `TZ is ${zone}, and ${path} is not there`, ['environment variable TZ'])
      : [];
  const local = '/etc/localtime';
  if (!isMissing(local, original, slim)) return found;
  return [...found, ...problem('warning', 'missing-zone', local, `${local} is not there: local time is UTC`)];
}
