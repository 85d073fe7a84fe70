import { type ConfigSecret, configSecrets } from '../src/analyze/config-secrets.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { type FileSecrets, fileSecrets } from '../src/analyze/file-secrets.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { grouped } from '../src/analyze/grouped.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import type { FindingCode } from '../src/model/analyzer-text.ts';
import type { Finding, Remedy } from '../src/model/finding.ts';
import type { SecretCategory } from '../src/model/secrets/secret-match.ts';

const id = 'secret';

const codes = {
  'private-key': {
    severity: 'critical',
    reason: 'whoever has the image can pass for its owner: PEM, OpenSSH, PuTTY, PGP, age, and stores of keys',
  },
  'cloud-credential': {
    severity: 'critical',
    reason: 'opens an account of AWS, Azure, Google, DigitalOcean, Databricks, Heroku, Vault, 1Password and their kin',
  },
  'repository-token': {
    severity: 'critical',
    reason: 'opens sources, and mostly lets one change them: GitHub, GitLab, Bitbucket, Atlassian',
  },
  'payment-key': { severity: 'critical', reason: 'moves money: Stripe, Square, Braintree, Shopify; keys for tests are none' },
  'registry-credential': { severity: 'high', reason: 'opens a registry: tokens, and the logins of `.docker/config.json`' },
  'package-token': { severity: 'high', reason: 'lets one publish packages: npm, PyPI, RubyGems' },
  'service-token': {
    severity: 'high',
    reason: 'speaks for somebody: Slack, Discord, Telegram, SendGrid, OpenAI, Anthropic, Hugging Face and their kin',
  },
  'connection-string': { severity: 'high', reason: 'an address with a user and a password, of a database or anything else' },
  password: { severity: 'medium', reason: 'a value that its name calls a secret, and that looks like one; it may be one for tests' },
  'web-token': { severity: 'medium', reason: 'a signed JSON web token; it may have expired' },
  'shell-history': { severity: 'low', reason: 'what somebody typed: file names, addresses, and passwords sooner or later' },
} satisfies Readonly<Record<SecretCategory, FindingCode>>;

const finding = findingMaker(id, codes);

/** Of one sort so many files come one by one. */
const maxFindings = 100;
const maxNamed = 3;

const advice =
  'a later layer that deletes it does not help, as the layer that has it is shipped: revoke it, give it to the build with RUN --mount=type=secret, ' +
  'and to the container when it starts';

/** What lets its reader in elsewhere. */
export const secret: DocumentedAnalyzer = {
  id,
  title: 'Secrets',
  description:
    'Keys, tokens and passwords in the files of every layer, those that a later layer deletes included, in the environment, labels, commands and ' +
    'history, build arguments too. Tokens are known by their form, those that begin with nothing of their own (bots of Discord, Twilio, old ones of Heroku) by that and the name beside them, passwords by the name they are given in a file of settings, an element or an attribute of XML (a value that is a ' +
    'word, a number that is called no password, a path, a variable or a placeholder is none). All that is kept is masked, in the cache and in reports. Public keys and certificates, ' +
    'examples, files below directories for tests, examples and documents, addresses of the own machine are none. A file of any name is looked at, copies ' +
    '(`.bak`, `.orig`, `~`) as what they are copies of, but for: binaries but key stores, files with NUL bytes (UTF-16), sources and texts above 256 KiB (64 KiB where packages put theirs), of settings ' +
    'more than the first MiB, minified JavaScript and source maps, tests by their names, examples and samples by theirs, pictures, sounds, fonts, archives, what a compiler made, ' +
    'databases, pages and style sheets, translations, documents of offices, C headers, patches, READMEs and changelogs (of other documents in Markdown and its kin, keys ' +
    'and tokens are told, addresses and web tokens, which they explain things with, are not), ' +
    "and what is a package's: where distributions and package managers put their files (/usr but most of /usr/local, node_modules, site-packages and their kin), a file is looked at as " +
    "anywhere else, and what is found in it is told where no package owns it (by the lists of dpkg, apk and rpm, the records of Python's packages, the directories of those of npm, gem " +
    'and composer), where it is none of the files that came with Python, Go and its modules, crates, Maven, conda, Java or the command lines of AWS and Google in the layer that brought ' +
    'those, or where a layer above the one of its owner has changed it, now or when that layer was made. What was changed in the very layer that brought the package is taken ' +
    "for the package's. Files that are named for secrets, `.env`, `.npmrc`, `id_rsa` and such, are told whoever brought them. Of one file 20 are told. The rules are written for this: they run on the bytes " +
    'as they go by, in linear time, which those of secretlint, made for whole files of text and asynchronous, cannot.',
  codes,
  analyze: (image) => ({ findings: [...inConfig(image), ...inFiles(image)], unreadable: [] }),
};

function inFiles(image: ImageView): readonly Finding[] {
  const groups = grouped(fileSecrets(image), ({ facts }) => facts[0]!.category);
  return [...groups].flatMap(([category, files]) => [
    ...files.slice(0, maxFindings).map((file) => report(image, category, [file])),
    ...(files.length > maxFindings ? [report(image, category, files.slice(maxFindings))] : []),
  ]);
}

function report(image: ImageView, category: SecretCategory, files: readonly FileSecrets[]): Finding {
  const { tree, instructions } = image;
  const entries = files.flatMap((file) => file.entries.map((entry) => ({ path: file.path, entry }))).slice(0, 1_000);
  const instruction = instructions[tree.layerOf(entries[0]!.entry)] ?? '';
  return finding(category, {
    summary:
      files.length === 1 ? describe(files[0]!) : `${files.length} more files have such secrets: ${nameList(files.map(({ path }) => path))}`,
    bytes: 0,
    evidence: entries.map(({ path, entry }) => ({ kind: 'file', path, layer: tree.layerOf(entry), bytes: tree.sizeBytes(entry) })),
    remedy: { kind: 'change-instruction', text: advice, instruction },
  });
}

function describe({ path, facts, isHidden }: FileSecrets): string {
  const names = facts.map(({ what, line, masked }) => (masked === '' ? what : `${what} in line ${line} (${masked})`));
  return `${path} has ${nameList(names, maxNamed)}${isHidden ? '; a later layer hides it and ships it all the same' : ''}`;
}

/** The history repeats what the environment says. */
function inConfig({ image }: ImageView): readonly Finding[] {
  const found = new Map<string, ConfigSecret>();
  for (const one of configSecrets(image.config)) if (!found.has(one.secret)) found.set(one.secret, one);
  return [...found.values()].slice(0, maxFindings).map(({ category, what, masked, evidence }) =>
    finding(category, {
      summary: `${placeOf(evidence.kind === 'config' ? evidence.field : 'history')} ${what} (${masked})`,
      bytes: 0,
      evidence: [evidence],
      remedy: remedyFor(evidence.kind === 'config' ? evidence.field : null, evidence.kind === 'instruction' ? evidence.instruction : ''),
    }),
  );
}

function placeOf(field: string): string {
  return field === 'history' ? 'the history of the image tells' : `${field} of the image has`;
}

function remedyFor(field: string | null, instruction: string): Remedy {
  return field === null
    ? { kind: 'change-instruction', text: `build arguments and commands stay in the history; ${advice}`, instruction }
    : {
        kind: 'change-config',
        text: 'everybody who has the image can read it: revoke it, and give it to the container when it starts',
        field,
      };
}
