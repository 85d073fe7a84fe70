import type { EntryInput } from '../test/support/layers.ts';
import { glibc, glibcLoader, library, program } from './debian-programs.ts';
import { type DebianPackage, dpkgLists, dpkgStatus } from './dpkg.ts';

const triplet = '/usr/lib/x86_64-linux-gnu';

export const debianPackages: readonly DebianPackage[] = [
  {
    name: 'apt',
    version: '2.6.1',
    section: 'admin',
    summary: 'commandline package manager',
    depends: 'libapt-pkg6.0 (>= 2.6.1), libc6 (>= 2.34), libstdc++6 (>= 11)',
    sizeKibibytes: 4232,
    files: ['/etc/apt/apt.conf.d/01autoremove', '/usr/bin/apt', '/usr/bin/apt-get', '/var/lib/apt/lists', '/var/cache/apt/archives'],
  },
  {
    name: 'base-files',
    version: '12.4+deb12u5',
    section: 'admin',
    summary: 'base system miscellaneous files',
    essential: true,
    sizeKibibytes: 341,
    files: ['/etc/debian_version', '/usr/lib/os-release', '/etc/os-release', '/usr/share/doc/base-files/copyright'],
  },
  {
    name: 'bash',
    version: '5.2.15-2+b2',
    section: 'shells',
    source: 'bash (5.2.15-2)',
    summary: 'GNU Bourne Again SHell',
    depends: 'base-files (>= 2.1.12)',
    essential: true,
    sizeKibibytes: 7164,
    files: ['/bin/bash', '/usr/share/doc/bash/copyright', '/usr/share/man/man1/bash.1.gz', '/usr/share/locale/de/LC_MESSAGES/bash.mo'],
  },
  {
    name: 'dash',
    version: '0.5.12-2',
    section: 'shells',
    summary: 'POSIX-compliant shell',
    essential: true,
    sizeKibibytes: 191,
    files: ['/bin/dash', '/bin/sh'],
  },
  {
    name: 'dpkg',
    version: '1.21.22',
    section: 'admin',
    summary: 'Debian package management system',
    essential: true,
    sizeKibibytes: 6438,
    files: ['/usr/bin/dpkg', '/var/lib/dpkg'],
  },
  {
    name: 'libapt-pkg6.0',
    version: '2.6.1',
    section: 'libs',
    source: 'apt',
    summary: 'package management runtime library',
    sizeKibibytes: 3274,
    files: [`${triplet}/libapt-pkg.so.6.0`],
  },
  {
    name: 'libc6',
    version: '2.36-9+deb12u4',
    section: 'libs',
    source: 'glibc',
    summary: 'GNU C Library: Shared libraries',
    sizeKibibytes: 12986,
    files: [
      '/lib64/ld-linux-x86-64.so.2',
      '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2',
      '/lib/x86_64-linux-gnu/libc.so.6',
      '/lib/x86_64-linux-gnu/libdl.so.2',
      '/lib/x86_64-linux-gnu/libm.so.6',
    ],
  },
  {
    name: 'libstdc++6',
    version: '12.2.0-14',
    section: 'libs',
    source: 'gcc-12',
    summary: 'GNU Standard C++ Library v3',
    sizeKibibytes: 2749,
    files: [`${triplet}/libstdc++.so.6`, `${triplet}/libstdc++.so.6.0.30`],
  },
  {
    name: 'libtinfo6',
    version: '6.4-4',
    section: 'libs',
    source: 'ncurses',
    summary: 'shared low-level terminfo library for terminal handling',
    sizeKibibytes: 539,
    files: ['/lib/x86_64-linux-gnu/libtinfo.so.6'],
  },
  {
    name: 'passwd',
    version: '1:4.13+dfsg1-1+b1',
    section: 'admin',
    source: 'shadow (1:4.13+dfsg1-1)',
    summary: 'change and administer password and group data',
    sizeKibibytes: 2797,
    files: ['/usr/bin/passwd', '/usr/sbin/useradd'],
  },
];

const osRelease = [
  'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
  'NAME="Debian GNU/Linux"',
  'VERSION_ID="12"',
  'VERSION="12 (bookworm)"',
  'VERSION_CODENAME=bookworm',
  'ID=debian',
  '',
].join('\n');

export const passwdFile = [
  'root:x:0:0:root:/root:/bin/bash',
  'daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin',
  'www-data:x:33:33:www-data:/var/www:/usr/sbin/nologin',
  '_apt:x:42:65534::/nonexistent:/usr/sbin/nologin',
  'nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin',
  '',
].join('\n');

export const groupFile = 'root:x:0:\ndaemon:x:1:\nshadow:x:42:\nwww-data:x:33:\nnogroup:x:65534:\n';

/** Files of a minimal root with the layout, the package database and the programs of Debian 12; the programs do nothing. */
export function debianBase(): Readonly<Record<string, EntryInput>> {
  return { ...skeleton(), ...configuration(), ...programs(), ...libraries(), ...shared(), ...state() };
}

function skeleton(): Readonly<Record<string, EntryInput>> {
  return {
    '/bin': { linkTarget: 'usr/bin' },
    '/lib': { linkTarget: 'usr/lib' },
    '/lib64': { linkTarget: 'usr/lib64' },
    '/sbin': { linkTarget: 'usr/sbin' },
    '/etc/': 0,
    '/home/': 0,
    '/root/': { mode: 0o700 },
    '/tmp/': { mode: 0o1777 },
    '/usr/': 0,
    '/usr/bin/': 0,
    '/usr/lib/': 0,
    '/usr/sbin/': 0,
    '/usr/share/': 0,
    '/var/': 0,
    '/var/tmp/': { mode: 0o1777 },
  };
}

function configuration(): Readonly<Record<string, EntryInput>> {
  return {
    '/etc/apt/apt.conf.d/01autoremove': 'APT::NeverAutoRemove { "^linux-.*"; };\n',
    '/etc/apt/sources.list.d/debian.sources': 'Types: deb\nURIs: http://deb.example.org/debian\nSuites: bookworm\nComponents: main\n',
    '/etc/debian_version': '12.5\n',
    '/etc/group': groupFile,
    '/etc/gshadow': { content: 'root:*::\nshadow:*::\n', mode: 0o640, gid: 42 },
    '/etc/ld.so.conf': 'include /etc/ld.so.conf.d/*.conf\n',
    '/etc/ld.so.conf.d/x86_64-linux-gnu.conf': '/usr/local/lib/x86_64-linux-gnu\n/lib/x86_64-linux-gnu\n/usr/lib/x86_64-linux-gnu\n',
    '/etc/nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files dns\n',
    '/etc/os-release': { linkTarget: '../usr/lib/os-release' },
    '/etc/passwd': passwdFile,
    '/etc/shadow': { content: 'root:*:19675:0:99999:7:::\n_apt:*:19675:0:99999:7:::\n', mode: 0o640, gid: 42 },
    '/etc/shells': '/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n',
    '/usr/lib/os-release': osRelease,
  };
}

function programs(): Readonly<Record<string, EntryInput>> {
  const executable = (content: Uint8Array, mode = 0o755): EntryInput => ({ content, mode });
  return {
    '/usr/bin/apt': executable(program(['libapt-pkg.so.6.0', 'libstdc++.so.6'])),
    '/usr/bin/apt-get': executable(program(['libapt-pkg.so.6.0', 'libstdc++.so.6'])),
    '/usr/bin/bash': executable(program(['libtinfo.so.6'], { textBytes: 600_000 })),
    '/usr/bin/dash': executable(program([], { textBytes: 60_000 })),
    '/usr/bin/dpkg': executable(program([], { textBytes: 150_000 })),
    '/usr/bin/passwd': executable(program([]), 0o4755),
    '/usr/bin/perl': executable(program(['libdl.so.2', 'libm.so.6'], { textBytes: 1_000_000 })),
    '/usr/bin/perl5.36.0': { kind: 'hardlink', linkTarget: '/usr/bin/perl', mode: 0o755 },
    '/usr/bin/sh': { linkTarget: 'dash' },
    '/usr/sbin/useradd': executable(program([])),
  };
}

function libraries(): Readonly<Record<string, EntryInput>> {
  return {
    '/usr/lib64/ld-linux-x86-64.so.2': { linkTarget: '/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2' },
    [`${triplet}/ld-linux-x86-64.so.2`]: { content: glibcLoader(), mode: 0o755 },
    [`${triplet}/libapt-pkg.so.6.0`]: library('libapt-pkg.so.6.0', { needed: ['libstdc++.so.6', 'libc.so.6'], textBytes: 600_000 }),
    [`${triplet}/libc.so.6`]: { content: glibc(), mode: 0o755 },
    [`${triplet}/libdl.so.2`]: library('libdl.so.2'),
    [`${triplet}/libm.so.6`]: library('libm.so.6', { versionDefinitions: ['GLIBC_2.2.5', 'GLIBC_2.29'], textBytes: 300_000 }),
    [`${triplet}/libstdc++.so.6`]: { linkTarget: 'libstdc++.so.6.0.30' },
    [`${triplet}/libstdc++.so.6.0.30`]: library('libstdc++.so.6', {
      needed: ['libm.so.6', 'libc.so.6'],
      versionDefinitions: ['GLIBCXX_3.4', 'GLIBCXX_3.4.30', 'CXXABI_1.3'],
      textBytes: 800_000,
    }),
    [`${triplet}/libtinfo.so.6`]: library('libtinfo.so.6', { textBytes: 60_000 }),
  };
}

const copyright = 'Made up for a sample image. There is nothing to copy.\n'.repeat(200);

function shared(): Readonly<Record<string, EntryInput>> {
  return {
    '/usr/share/doc/base-files/copyright': copyright,
    '/usr/share/doc/bash/copyright': copyright,
    '/usr/share/locale/de/LC_MESSAGES/bash.mo': Buffer.concat([Buffer.from('de120495', 'hex'), Buffer.alloc(80_000)]),
    '/usr/share/man/man1/bash.1.gz': Buffer.from('1f8b08000000000000ff03000000000000000000', 'hex'),
  };
}

function state(): Readonly<Record<string, EntryInput>> {
  return {
    '/var/cache/apt/archives/partial/': { mode: 0o700, uid: 42 },
    '/var/lib/apt/lists/': 0,
    ...dpkgLists(debianPackages),
    '/var/lib/dpkg/status': dpkgStatus(debianPackages),
  };
}
