import { directoryShares } from '../src/analyze/directory-findings.ts';
import type { DocumentedAnalyzer } from '../src/analyze/documented-analyzer.ts';
import { nodesNamed } from '../src/analyze/files-by-name.ts';
import { findingMaker } from '../src/analyze/finding-maker.ts';
import type { ImageView } from '../src/analyze/image-view.ts';
import { managerFiles } from '../src/analyze/manager-files.ts';
import { managerLibraries } from '../src/analyze/manager-libraries.ts';
import { multicallPurpose } from '../src/analyze/multicall.ts';
import { type NamedProgram, namedPrograms } from '../src/analyze/named-programs.ts';
import { toolDetails } from '../src/analyze/tool-findings.ts';
import { withoutRemedy } from '../src/analyze/without-remedy.ts';
import type { Node } from '../src/filesystem/image-tree.ts';
import { resolvePath } from '../src/filesystem/resolve-path.ts';
import type { FindingCodes } from '../src/model/analyzer-text.ts';
import type { Finding } from '../src/model/finding.ts';

const id = 'package-manager';

const codes = {
  system: { severity: 'medium', reason: 'installs whatever an attacker lacks, signed by the distribution' },
  language: { severity: 'low', reason: 'installs and runs code of anybody, with the rights of whoever runs it' },
  applet: { severity: 'low', reason: 'the same as a function of busybox or toybox, which unpacks more than it installs' },
  data: {
    severity: 'info',
    reason: 'what package managers keep beside their programs; only its bytes matter, and scanners read part of it',
  },
} satisfies FindingCodes;

const finding = findingMaker(id, codes);

const systemManagers = [
  ...['apk', 'apt', 'apt-get', 'aptitude', 'dnf', 'dnf5', 'dpkg', 'emerge', 'guix', 'ipkg', 'microdnf', 'nix', 'nix-env', 'opkg', 'pacman'],
  ...['rpm', 'snap', 'swupd', 'tdnf', 'xbps-install', 'yum', 'zypper'],
];

const languageManagers = [
  ...[
    'bundle',
    'bundler',
    'cargo',
    'composer',
    'composer.phar',
    'conda',
    'corepack',
    'cpan',
    'cpanm',
    'easy_install',
    'gem',
    'go',
    'luarocks',
  ],
  ...[
    'mamba',
    'micromamba',
    'mix',
    'npm',
    'npx',
    'nuget',
    'pear',
    'pecl',
    'pip',
    'pip3',
    'pipenv',
    'pipx',
    'pnpm',
    'poetry',
    'uv',
    'yarn',
    'yarnpkg',
  ],
];

/** Of which manager it is the data; caches are for `package-cache`. */
const dataDirectories: Readonly<Record<string, readonly string[]>> = {
  apk: ['/lib/apk', '/usr/lib/apk', '/etc/apk', '/usr/share/apk'],
  apt: ['/etc/apt', '/usr/lib/apt', '/usr/share/keyrings'],
  conda: ['/opt/conda/conda-meta'],
  dnf: ['/var/lib/dnf', '/etc/dnf', '/etc/yum.repos.d', '/etc/pki/rpm-gpg'],
  nix: ['/nix/var', '/etc/nix'],
  dpkg: ['/var/lib/dpkg', '/usr/share/dpkg', '/etc/dpkg'],
  opkg: ['/usr/lib/opkg', '/var/lib/opkg'],
  pacman: ['/var/lib/pacman', '/etc/pacman.d', '/usr/share/pacman'],
  rpm: ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/lib/rpm'],
  yum: ['/var/lib/yum'],
  zypper: ['/etc/zypp', '/var/lib/zypp'],
};

/** Directories in which managers that are themselves packages of their language lie, and their names there. */
const libraryDirectories = ['node_modules', 'site-packages', 'dist-packages'];
const ownPackages = ['npm', 'corepack', 'yarn', 'pnpm', 'pip', 'setuptools', 'pipenv', 'poetry'];
/** Of a manager that is written in Python, what it loads under other names. */
const furtherPackages: Readonly<Record<string, readonly string[]>> = {
  dnf: ['dnf', 'dnf-plugins', 'dnfpluginscore', 'hawkey', 'libdnf', 'libcomps', 'rpm'],
  pip: ['setuptools'],
  yum: ['yum', 'rpmUtils', 'urlgrabber'],
};

/** What installs software. */
export const packageManager: DocumentedAnalyzer = {
  id,
  title: 'Package managers',
  description:
    'Programs that install software, of the system (apt, dpkg, apk, dnf, rpm, pacman …) and of languages (pip, npm, gem, cargo …), ' +
    'executable and wherever they lie, and the bytes that their databases, keys, own packages, libraries and directories hold: `/usr/local/go` of go, a yarn in /opt, ' +
    'of the store of nix the paths that only nix is linked with, of the library of gem what only its commands load, that of composer; not what they have installed, as the ' +
    'rest of the store, nor what a language or its applications need to run, as bundler and the rest of the library of gem. A production container installs ' +
    'nothing; whoever breaks into it does. A database without its manager, as distroless images keep it for scanners, is fine and not reported.',
  codes,
  analyze: (image) => {
    const all = namedPrograms(image, systemManagers);
    const systems = all.filter(({ isApplet }) => !isApplet);
    const applets = all.filter(({ isApplet }) => isApplet);
    const languages = namedPrograms(image, languageManagers);
    return {
      findings: [
        ...toolDetails(image, systems, 'can install packages of the system').map((details) => finding('system', details)),
        ...toolDetails(image, languages, 'can install packages and run their code').map((details) => finding('language', details)),
        ...toolDetails(image, applets, multicallPurpose(image, applets)).map((details) => finding('applet', details)),
        ...dataFindings(image, [...systems, ...languages]),
      ],
      unreadable: [],
    };
  },
};

function dataFindings(image: ImageView, programs: readonly NamedProgram[]): readonly Finding[] {
  const present = new Set(programs.map(({ name }) => (name === 'apt-get' ? 'apt' : name)));
  const directories = [...present].flatMap((name) => (Object.hasOwn(dataDirectories, name) ? dataDirectories[name]! : []));
  const nodes = [
    ...directories.flatMap((path) => directoryAt(image, path)),
    ...ownPackageNodes(image, present),
    ...managerFiles(image.tree, programs),
    ...managerLibraries(image.tree, programs),
  ];
  return directoryShares(image.tree, nodes).map(({ layer, bytes, evidence }) =>
    finding('data', {
      summary: 'databases, settings, libraries and keys of package managers are in the image',
      bytes,
      evidence,
      remedy: withoutRemedy(image, layer),
    }),
  );
}

function directoryAt({ tree }: ImageView, path: string): readonly Node[] {
  const node = resolvePath(tree, path);
  return node !== null && tree.isDirectory(node) ? [node] : [];
}

function ownPackageNodes({ tree }: ImageView, present: ReadonlySet<string>): readonly Node[] {
  const further = [...present].flatMap((name) => (Object.hasOwn(furtherPackages, name) ? furtherPackages[name]! : []));
  const names = [...new Set([...ownPackages.filter((name) => present.has(name)), ...further])];
  return libraryDirectories
    .flatMap((name) => nodesNamed(tree, name))
    .flatMap((library) => names.flatMap((name) => tree.child(library, name) ?? []))
    .filter((node) => tree.isDirectory(node));
}
