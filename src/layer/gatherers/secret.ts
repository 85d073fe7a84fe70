import type { SecretFact } from '../../model/facts.ts';
import { findAssignments, findLogins, findPostgresLogins } from '../../model/secrets/find-assignments.ts';
import { findTokens } from '../../model/secrets/find-tokens.ts';
import type { SecretCategory, SecretMatch } from '../../model/secrets/secret-match.ts';
import type { FileHead, Gatherer } from '../gatherer.ts';
import { keyStoreMatch } from './key-store.ts';
import { isAmongPackages, type SecretScope, secretScope } from './secret-scope.ts';

/** Of longer settings and histories this much is looked at. */
const scannedBytes = 1_048_576;
/** Of sources and scripts: longer ones a bundler made, and data where there is no extension. */
const textBytes = 262_144;
/** The same where packages put theirs, of which there are thousands. */
const packageTextBytes = 65_536;
/** Longer ones nobody wrote by hand. */
const settingsBytes = 131_072;
const maxSecrets = 20;

/**
 * Secrets in the files that may hold one. What is kept says where and what they are, never what they say: it ends up in caches and
 * reports.
 */
export const secretGatherer: Gatherer = {
  id: 'secret',
  version: 4,
  wants: (file) => {
    const scope = scopeOf(file);
    return scope === null ? null : [[0, scope === 'key-store' ? file.head.length : Math.min(file.sizeBytes, scannedBytes)]];
  },
  gather: (file, content, facts) => {
    const scope = scopeOf(file);
    const bytes = content.read(0, scope === 'key-store' ? file.head.length : Math.min(file.sizeBytes, scannedBytes));
    const secrets = scope === null || bytes === null ? [] : secretsIn(scope, bytes, isPostgres(file));
    if (secrets.length > 0) facts.secrets(isAmongPackages(file.path.toString('latin1')) ? secrets.map(amongPackages) : secrets);
  },
};

/** Whose it is can be told only when all layers are known. */
function amongPackages(secret: SecretFact): SecretFact {
  return { ...secret, isAmongPackages: true };
}

/** First what costs nothing to know. */
function scopeOf({ path, sizeBytes, head }: FileHead): SecretScope | null {
  if (sizeBytes === 0 || isElf(head) || isHeader(path)) return null;
  const scope = secretScope(path.toString('latin1'));
  if (scope === null || scope === 'key-store') return scope;
  if ((scope === 'text' || scope === 'document') && sizeBytes > packageTextBytes && sizeBytes > maxTextBytes(path)) return null;
  return head.subarray(0, 512).includes(0) ? null : scope;
}

function maxTextBytes(path: Buffer): number {
  return isAmongPackages(path.toString('latin1')) ? packageTextBytes : textBytes;
}

function isElf(head: Buffer): boolean {
  return head[0] === 0x7f && head[1] === 0x45;
}

/** C headers come by the ten thousand. */
function isHeader(path: Buffer): boolean {
  return path.at(-1) === 0x68 && path.at(-2) === 0x2e;
}

function isPostgres({ path }: FileHead): boolean {
  return path.subarray(-7).toString('latin1') === '.pgpass';
}

function secretsIn(scope: SecretScope, bytes: Buffer, isPgpass: boolean): readonly SecretFact[] {
  if (scope === 'key-store') return keyStoreMatch(bytes);
  const tokens = findTokens(bytes).filter(({ category }) => scope !== 'document' || !isShownToReaders(category));
  const assigned = scope === 'settings' && bytes.length <= settingsBytes ? assignedIn(bytes, tokens, isPgpass) : [];
  const found = [...tokens, ...assigned].sort((a, b) => a.start - b.start).slice(0, maxSecrets);
  const history: readonly SecretFact[] =
    scope === 'history' ? [{ category: 'shell-history', what: 'what somebody typed', line: 1, masked: '' }] : [];
  return [...(found.length === 0 ? [] : toFacts(bytes.toString('latin1'), found)), ...history];
}

/** Addresses with a password and web tokens are what a document explains something with. */
function isShownToReaders(category: SecretCategory): boolean {
  return category === 'connection-string' || category === 'web-token';
}

/** Passwords by the name that they have, but for those that are known by their form. */
function assignedIn(bytes: Buffer, tokens: readonly SecretMatch[], isPgpass: boolean): readonly SecretMatch[] {
  const text = bytes.toString('latin1');
  const found = isPgpass ? findPostgresLogins(text) : [...findAssignments(text), ...findLogins(text)];
  return found.filter((match) => !tokens.some((token) => overlaps(token, match)));
}

function overlaps(a: SecretMatch, b: SecretMatch): boolean {
  return a.start < b.end && b.start < a.end;
}

function toFacts(text: string, matches: readonly SecretMatch[]): readonly SecretFact[] {
  let line = 1;
  let at = 0;
  return matches.map(({ category, what, start, masked }) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < start; next = text.indexOf('\n', at)) {
      line += 1;
      at = next + 1;
    }
    return { category, what, line, masked };
  });
}
