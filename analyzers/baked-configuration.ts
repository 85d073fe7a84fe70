import { byLayer } from '../src/analyze/by-layer.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { filesEvidence, layerOfNode } from '../src/analyze/evidence.ts';
import { type EnvironmentFile, fileNames } from '../src/analyze/file-names.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import { grouped } from '../src/analyze/grouped.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { nameList } from '../src/analyze/name-list.ts';
import { sizeOf } from '../src/analyze/node-columns.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Evidence, Finding } from '../src/model/finding.ts';

const id = 'baked-configuration';

const codes = {
  'development-mode': { severity: 'medium', reason: 'a program that is told to be developed: slower, and more open than it should be' },
  'environment-value': { severity: 'low', reason: 'an address that exists in one place: the image cannot be tested where it does not' },
  'environment-file': {
    severity: 'low',
    reason: 'settings of several environments side by side: the image knows where it runs, and more than it has to',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const modes = new Set([
  'APP_ENV',
  'ASPNETCORE_ENVIRONMENT',
  'DJANGO_ENV',
  'DOTNET_ENVIRONMENT',
  'ENV',
  'ENVIRONMENT',
  'FLASK_ENV',
  'GO_ENV',
  'MIX_ENV',
  'NODE_ENV',
  'RACK_ENV',
  'RAILS_ENV',
]);
const switches = new Set(['APP_DEBUG', 'DEBUG', 'DJANGO_DEBUG', 'FLASK_DEBUG']);
const development = /^(?:dev|development|local|qa|stage|staging|test|testing|uat)$/i;
const environments = /(?:^|[.-])(?:dev|development|prod|production|qa|stage|staging|stg|test|uat)\d{0,2}(?:[.-]|$)/i;
const inside = /\.(?:cluster\.local|consul|corp|home|internal|intra|intranet|lan|local|private|svc)$/i;
const cloud =
  /\.(?:amazonaws\.com|azure\.com|cloudapp\.net|database\.windows\.net|elasticache\.[\w.-]{1,40}|googleapis\.internal|windows\.net)$/i;
const privateAddress = /^(?:10\.\d{1,3}|172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}$/;
/** `scheme://user@host:port/path`, `host:port`, `host`; of a list the first. */
const address =
  /^(?:[a-z][a-z0-9+.-]{0,30}:\/\/)?(?:[^\s@/]{0,200}@)?(?<host>[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,12})(?::\d{1,5})?(?:[/,?].{0,500})?$/;

/** What ties an image to one place. */
export const bakedConfiguration: DocumentedAnalyzer = {
  id,
  title: 'Configuration of one environment',
  description:
    'An image should be the same from the test to production, and be told by its environment where it is. Found are variables that choose a mode for ' +
    'developers (`NODE_ENV=development`, `DEBUG=1`), variables with an address of one environment (private addresses of the internet protocol, names below ' +
    '`.internal`, `.local` or a service of a cloud, names with `staging` or `prod` in them), and files for several environments in one directory, such as ' +
    '`staging.yml` beside `production.yml`. Generic defaults are fine: `localhost`, `0.0.0.0`, `NODE_ENV=production`, addresses that all the world knows. ' +
    'What is written in files is not read. Directories of packages, tests and documents are left out.',
  codes,
  analyze: (image) => ({ findings: [...variables(image), ...files(image)], unreadable: [] }),
};

function variables({ image }: ImageView): readonly Finding[] {
  return image.config.config.env.flatMap((text) => {
    const name = text.split('=', 1)[0]!;
    const value = text.slice(name.length + 1);
    const evidence: readonly Evidence[] = [{ kind: 'config', field: 'Env', value: text }];
    const isMode = (modes.has(name) && development.test(value)) || (switches.has(name) && /^(?:1|true|yes|on|\*)$/i.test(value));
    if (isMode) {
      const remedy = {
        kind: 'change-config',
        text: `leave ${name} out, or set it for production; developers set their own`,
        field: 'Env',
      } as const;
      return [finding('development-mode', { summary: `${text} is for developers`, bytes: 0, evidence, remedy })];
    }
    if (!isOfOnePlace(value)) return [];
    const remedy = { kind: 'change-config', text: `set ${name} where the container is started`, field: 'Env' } as const;
    return [finding('environment-value', { summary: `${name} names a host of one environment`, bytes: 0, evidence, remedy })];
  });
}

function isOfOnePlace(value: string): boolean {
  const host = address.exec(value.slice(0, 1_000))?.groups?.['host'] ?? '';
  if (host === '' || /^[\d.]+$/.test(host)) return privateAddress.test(host);
  // A version is no name: 1.2.3-dev.
  return (
    /\.[A-Za-z]{2,}$/.test(host) &&
    (inside.test(host) || cloud.test(host) || (environments.test(host) && /^[a-z]+:\/\/|:\d|\.[a-z]{2,6}$/i.test(value)))
  );
}

const elsewhere =
  /\/(?:node_modules|site-packages|dist-packages|gems|vendor|tests?|__tests__|fixtures|examples?|docs?)\/|^\/(?:usr\/(?!local\/|src\/)|lib|var\/lib\/|proc|sys)/;
const production = /^prod/;

function files({ tree }: ImageView): readonly Finding[] {
  const candidates = fileNames(tree).environments.filter(({ node }) => !elsewhere.test(tree.path(node)));
  const families = [...grouped(candidates, ({ node, rest }) => `${tree.parent(node)} ${rest}`).values()];
  const extra = families.flatMap((family) => (isFamily(family) ? family.filter(({ environment }) => !production.test(environment)) : []));
  return byLayer(extra, ({ node }) => layerOfNode(tree, node)).map(([, group]) => {
    const nodes = group.map(({ node }) => node);
    return finding('environment-file', {
      summary: `settings for other environments are in the image: ${nameList(nodes.map((node) => tree.path(node)))}`,
      bytes: nodes.reduce((sum, node) => sum + sizeOf(tree, node), 0),
      evidence: filesEvidence(tree, nodes),
      remedy: {
        kind: 'remove-file',
        text: 'copy none of them, and mount or set what is different',
        paths: nodes.slice(0, 1_000).map((node) => tree.path(node)),
      },
    });
  });
}

/** Two environments, one of them production: `test.js` beside `dev.js` is anything. */
function isFamily(family: readonly EnvironmentFile[]): boolean {
  return family.length > 1 && family.some(({ environment }) => production.test(environment));
}
