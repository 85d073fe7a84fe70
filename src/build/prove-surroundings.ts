import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ProofProblem } from '../model/proof.ts';
import { environmentValue } from '../program/search-path.ts';
import type { CheckResult, ProofInput } from './proof-input.ts';
import type { ProofSubject } from './proof-subject.ts';

/** What programs take for granted: the user, certificates, the zone, and where they may write. */
export function proveSurroundings(input: ProofInput): CheckResult {
  const looks = [proveUser(input), proveVariables(input), proveZone(input), proveCertificates(input), ...proveWritable(input)];
  return { count: looks.length, problems: looks.flat() };
}

type Found = readonly ProofProblem[];

function problem(
  gravity: ProofProblem['gravity'],
  code: string,
  path: string | null,
  summary: string,
  chain: readonly string[] = [],
): Found {
  return [{ check: 'surroundings', code, gravity, summary, path, chain }];
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

/** Of variables that name a file which something reads when it starts. */
const fileVariables = [
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'NODE_EXTRA_CA_CERTS',
  'REQUESTS_CA_BUNDLE',
  'CURL_CA_BUNDLE',
  'GIT_SSL_CAINFO',
  'LD_PRELOAD',
  'OPENSSL_CONF',
  'JAVA_HOME',
  'LOCPATH',
  'TZDIR',
];

function proveVariables({ original, slim }: ProofInput): Found {
  return fileVariables.flatMap((name) => {
    const values = (environmentValue(slim.config.env, name) ?? '').split(/[: ]/).filter((path) => path.startsWith('/'));
    const missing = values.filter((path) => isMissing(path, original, slim));
    return missing.flatMap((path) =>
      problem('failure', 'missing-named-file', path, `${name} names ${path}, which is not there`, [`environment variable ${name}`]),
    );
  });
}

function isMissing(path: string, original: ProofSubject, slim: ProofSubject): boolean {
  return resolvePath(slim.tree, path) === null && resolvePath(original.tree, path) !== null;
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

const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem', '/etc/ssl/ca-bundle.pem'];
const tlsLibraries = /\/lib(?:ssl|gnutls|nss3|mbedtls)\.so[.\d]*$/;

/** Whether a program that could use TLS does so nobody can tell from its files. */
function proveCertificates({ original, slim, plan }: ProofInput): Found {
  const lost = bundles.filter((path) => isMissing(path, original, slim));
  const hasOther = bundles.some((path) => resolvePath(slim.tree, path) !== null);
  const library = plan?.files.find(({ path }) => tlsLibraries.test(path));
  if (lost.length === 0 || hasOther || library === undefined) return [];
  return problem(
    'warning',
    'missing-certificates',
    lost[0]!,
    `${library.path} may be used for TLS, and no bundle of certificates is there`,
  );
}

function proveWritable({ original, slim, plan }: ProofInput): readonly Found[] {
  const planned = plan?.writablePaths ?? [];
  const told = planned.map((wanted) => {
    const node = resolvePath(slim.tree, wanted.path);
    if (node === null || !slim.tree.isDirectory(node))
      return problem('failure', 'missing-directory', wanted.path, `${wanted.path} is not there to be written to`, [wanted.reason]);
    const { mode, uid, gid } = slim.tree.at(node);
    if (mode === wanted.mode && uid === wanted.uid && gid === wanted.gid) return [];
    const [is, be] = [describe({ mode, uid, gid }), describe(wanted)];
    return problem('failure', 'unwritable-directory', wanted.path, `${wanted.path} is ${is}, and must be ${be}`, [wanted.reason]);
  });
  const implied = [...slim.config.volumes, ...original.config.volumes, slim.config.workingDir].filter(
    (path) => path.startsWith('/') && path !== '/',
  );
  const lost = [...new Set(implied)].map((path) =>
    isMissing(path, original, slim)
      ? problem('failure', 'missing-directory', path, `${path} is not there`, ['volume or working directory'])
      : [],
  );
  return [...told, ...lost];
}

function describe({ mode, uid, gid }: { readonly mode: number; readonly uid: number; readonly gid: number }): string {
  return `${uid}:${gid} ${mode.toString(8).padStart(4, '0')}`;
}
