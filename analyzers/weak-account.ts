import { type Account, parseGroup, parsePasswd, parseShadow } from '../src/analyze/accounts.ts';
import { capturedText } from '../src/analyze/captured-text.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { fileEvidence } from '../src/analyze/evidence.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'weak-account';

const codes = {
  'empty-password': { severity: 'high', reason: 'whoever can ask for the account has it: su, ssh or a console' },
  'second-root': { severity: 'high', reason: 'another name with the uid 0 is root without looking like it' },
  'password-hash': { severity: 'medium', reason: 'a password that everybody who has the image can try to guess at leisure' },
  'duplicate-id': { severity: 'low', reason: 'accounts that share a number share their files' },
  'malformed-line': { severity: 'low', reason: 'programs disagree on what such a line means' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const files = { passwd: '/etc/passwd', shadow: '/etc/shadow', group: '/etc/group' } as const;
const maxBytes = 262_144;

/** Accounts that are easier to get than they should be. */
export const weakAccount: DocumentedAnalyzer = {
  id,
  title: 'Weak accounts',
  description:
    'Reads /etc/passwd, /etc/shadow and /etc/group: passwords that are empty, or that are there at all and can be guessed from their hash, ' +
    'names beside root with the uid 0, and numbers that are given twice. Lines that no library understands are told and passed over, as ' +
    'libraries do. Locked passwords (`*`, `!`) are what a container should have. Other sources of accounts, such as LDAP, are not in the image.',
  codes,
  reads: Object.values(files).map((glob) => ({ glob, maxBytes })),
  analyze: (image) => {
    const [passwd, shadow, group] = [files.passwd, files.shadow, files.group].map((path) => capturedText(image, path));
    const accounts = parsePasswd(passwd!.text);
    const shadows = parseShadow(shadow!.text);
    const groups = parseGroup(group!.text);
    return {
      findings: [
        ...passwordFindings(image, files.passwd, accounts.entries),
        ...passwordFindings(image, files.shadow, shadows.entries),
        ...rootFindings(image, accounts.entries),
        ...duplicateFindings(
          image,
          files.passwd,
          'uid',
          accounts.entries.map(({ name, uid }) => ({ name, number: uid })),
        ),
        ...duplicateFindings(
          image,
          files.group,
          'gid',
          groups.entries.map(({ name, gid }) => ({ name, number: gid })),
        ),
        ...malformedFindings(image, files.passwd, accounts.malformed),
        ...malformedFindings(image, files.shadow, shadows.malformed),
        ...malformedFindings(image, files.group, groups.malformed),
      ],
      unreadable: [...passwd!.unreadable, ...shadow!.unreadable, ...group!.unreadable],
    };
  },
};

function passwordFindings(
  image: ImageView,
  path: string,
  entries: readonly { readonly name: string; readonly password: string }[],
): readonly Finding[] {
  const empty = entries.filter(({ password }) => password === '').map(({ name }) => name);
  // A lock in front of a hash makes it unusable, and leaves it to be guessed.
  const hashed = entries
    .filter(({ password }) => /^!?(?:\$[0-9a-z]|_[./0-9A-Za-z]{19}$|[./0-9A-Za-z]{13}$)/.test(password))
    .map(({ name }) => name);
  return [
    ...report(image, 'empty-password', path, empty, (names) => `${names} can be used without a password: it is empty in ${path}`),
    ...report(image, 'password-hash', path, hashed, (names) => `the hash of the password of ${names} is in ${path}`),
  ];
}

function rootFindings(image: ImageView, accounts: readonly Account[]): readonly Finding[] {
  const others = accounts.filter(({ uid, name }) => uid === 0 && name !== 'root').map(({ name }) => name);
  return report(image, 'second-root', files.passwd, others, (names) => `${names} has the uid 0, as root has`);
}

function duplicateFindings(
  image: ImageView,
  path: string,
  what: 'uid' | 'gid',
  entries: readonly { readonly name: string; readonly number: number }[],
): readonly Finding[] {
  const byNumber = new Map<number, string[]>();
  for (const { name, number } of entries) {
    const names = byNumber.get(number);
    if (names === undefined) byNumber.set(number, [name]);
    else names.push(name);
  }
  // Names of root with the uid 0 have a finding of their own.
  const shared = [...byNumber].filter(([number, names]) => names.length > 1 && (number !== 0 || what === 'gid'));
  const lists = shared.map(([number, names]) => `${what} ${number} (${nameList(names, 3)})`);
  return report(image, 'duplicate-id', path, lists, (list) => `${path} gives ${list} more than once`);
}

function malformedFindings(image: ImageView, path: string, lines: readonly number[]): readonly Finding[] {
  const numbers = lines.map((line) => `line ${line}`);
  return report(image, 'malformed-line', path, numbers, (list) => `nobody understands ${list} of ${path}`);
}

function report(
  image: ImageView,
  variant: keyof typeof codes,
  path: string,
  subjects: readonly string[],
  summary: (list: string) => string,
): readonly Finding[] {
  const node = resolvePath(image.tree, path);
  if (subjects.length === 0 || node === null) return [];
  return [
    finding(variant, {
      summary: summary(nameList(subjects)),
      bytes: 0,
      evidence: [fileEvidence(image.tree, node)],
      remedy: { kind: 'same-layer', text: `correct ${path} in the instruction that writes it: passwd -l locks an account` },
    }),
  ];
}
