import { listTree } from '../filesystem/list-tree.ts';
import { rootNode } from '../filesystem/node-table.ts';
import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ProofInput } from './proof-input.ts';
import { type Found, isMissing, problem } from './surroundings-problem.ts';

const bundles = ['/etc/ssl/certs/ca-certificates.crt', '/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/cert.pem', '/etc/ssl/ca-bundle.pem'];
const tlsLibraries = /\/lib(?:ssl|gnutls|nss3|mbedtls)\.so[.\d]*$/;

/** Whether a program that could use TLS does so nobody can tell from its files. */
export function proveCertificates({ original, slim }: ProofInput): Found {
  const lost = bundles.filter((path) => isMissing(path, original, slim));
  const hasOther = bundles.some((path) => resolvePath(slim.tree, path) !== null);
  if (lost.length === 0 || hasOther) return [];
  const library = [...listTree(slim.tree, rootNode)].map((node) => slim.tree.path(node)).find((path) => tlsLibraries.test(path));
  if (library === undefined) return [];
  return problem('warning', 'missing-certificates', lost[0]!, `${library} may be used for TLS, and no bundle of certificates is there`);
}
