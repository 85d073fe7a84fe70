import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { withoutRemedy } from '../src/analyze/without-remedy.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'documentation';

const codes = {
  manual: { severity: 'low', reason: 'nobody reads a manual in a production container' },
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

/** What people would read. */
export const documentation: DocumentedAnalyzer = {
  id,
  title: 'Documentation',
  description:
    `Manuals, info pages, examples and translations of messages below /usr/share and /usr/local/share, ${leastBytes} bytes of one layer or more. ` +
    'Files that grant a licence (copyright, LICENSE, NOTICE, COPYING) are neither counted nor meant to be removed. ' +
    'READMEs inside of packages of a language are not looked at. A program that offers its own messages in other languages needs its translations.',
  codes,
  analyze: (image) => ({ findings: [...describe(image, 'manual'), ...describe(image, 'translation')], unreadable: [] }),
};

function describe(image: ImageView, variant: keyof typeof codes): readonly Finding[] {
  const { tree } = image;
  const nodes = shared.flatMap((path) => below[variant].flatMap((name) => resolvePath(tree, `${path}/${name}`) ?? []));
  const isWanted = (node: Node): boolean => !isLicence(tree.name(node));
  return directoryShares(tree, nodes, leastBytes, isWanted).map(({ layer, bytes, evidence }) =>
    finding(variant, { summary: summaries[variant], bytes, evidence, remedy: withoutRemedy(image, layer) }),
  );
}

function isLicence(name: string): boolean {
  return name === 'copyright' || /^(?:LICEN[CS]E|COPYING|NOTICE|AUTHORS)(?:[.-]|$)/i.test(name);
}
