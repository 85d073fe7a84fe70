import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import { withoutRemedy } from '../src/analyze/without-remedy.ts';
import type { ImageTree, Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'documentation';

const codes = {
  manual: { severity: 'low', reason: 'nobody reads a manual in a production container' },
  locale: { severity: 'low', reason: 'rules of sorting and of dates for languages that the container is not set to' },
  translation: { severity: 'low', reason: 'messages of tools in languages that the container is not set to' },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const shared = ['/usr/share', '/usr/local/share', '/opt/share'];
const below = {
  manual: ['man', 'doc', 'info', 'help', 'gtk-doc', 'lintian', 'doc-base'],
  translation: ['locale'],
} as const;
const summaries = { manual: 'manuals and examples are in the image', translation: 'translations of messages are in the image' } as const;

const leastBytes = 65_536;
/** Compiled, and what they are compiled from. */
const compiledLocales = '/usr/lib/locale';
const localeSources = '/usr/share/i18n';
const archiveName = 'locale-archive';
/** An archive holds one or some locales that somebody chose, or all that there are. */
const chosenArchiveBytes = 32 * 1_048_576;

/** What people would read. */
export const documentation: DocumentedAnalyzer = {
  id,
  title: 'Documentation',
  description:
    `Manuals, info pages, examples and translations of messages below /usr/share and /usr/local/share, ${leastBytes} bytes of one layer or more. ` +
    'Files that grant a licence (copyright, LICENSE, NOTICE, COPYING) are neither counted nor meant to be removed. ' +
    `Also the locales of the C library in ${compiledLocales}, but for those that LANG or LC_* of the environment name and for C, and what they are compiled from in ` +
    `${localeSources}; a ${archiveName} is one file with one or many, and of up to ${chosenArchiveBytes / 1_048_576} MiB it is left alone where a locale is set. ` +
    'READMEs inside of packages of a language are not looked at. A program that offers its own messages in other languages needs its translations.',
  codes,
  analyze: (image) => ({ findings: [...describe(image, 'manual'), ...describe(image, 'translation'), ...locales(image)], unreadable: [] }),
};

function describe(image: ImageView, variant: keyof typeof below): readonly Finding[] {
  const { tree } = image;
  const nodes = shared.flatMap((path) => below[variant].flatMap((name) => resolvePath(tree, `${path}/${name}`) ?? []));
  const isWanted = (node: Node): boolean => !isLicence(tree.name(node));
  return directoryShares(tree, nodes, leastBytes, isWanted).map(({ layer, bytes, evidence }) =>
    finding(variant, { summary: summaries[variant], bytes, evidence, remedy: withoutRemedy(image, layer) }),
  );
}

/** Of what is compiled, what the environment sets the container to stays, and C, which programs take where nobody asks for more. */
function locales(image: ImageView): readonly Finding[] {
  const { tree } = image;
  const set = new Set(['C', 'POSIX', ...chosenLocales(image.image.config.config.env)].map(plainName));
  const compiled = childrenAt(tree, compiledLocales).filter((node) => {
    if (tree.name(node) === archiveName) return set.size === 2 || sizeOf(tree, node) > chosenArchiveBytes;
    return !set.has(plainName(tree.name(node)));
  });
  const nodes = [...compiled, ...[resolvePath(tree, localeSources)].flatMap((node) => node ?? [])];
  return directoryShares(tree, nodes, leastBytes).map(({ layer, bytes, evidence }) =>
    finding('locale', {
      summary: 'locales that the container is not set to are in the image',
      bytes,
      evidence,
      remedy: withoutRemedy(image, layer),
    }),
  );
}

function chosenLocales(env: readonly string[]): readonly string[] {
  const values = env.flatMap((line) => /^(?:LANG|LANGUAGE|LC_[A-Z]{2,20})=(?<value>.{1,200})$/.exec(line)?.groups?.['value'] ?? []);
  return values.flatMap((value) => value.split(':'));
}

/** `C.UTF-8` and `C.utf8` are the same as `C`, with letters; `de_DE.UTF-8@euro` is `de_DE`. */
function plainName(locale: string): string {
  return locale.replace(/[.@].*$/, '');
}

function childrenAt(tree: ImageTree, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  return node === null || !tree.isDirectory(node) ? [] : tree.children(node);
}

function isLicence(name: string): boolean {
  return name === 'copyright' || /^(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)(?:[.-]|$)/i.test(name);
}
