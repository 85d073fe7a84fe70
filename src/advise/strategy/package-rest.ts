import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import type { Node } from '../../filesystem/image-tree.ts';
import { need } from '../need.ts';
import type { Need, Scene } from '../tracer.ts';

/** Packages of which all is known that their programs need: what else is in them is for other programs, or for people. */
const understood = new RegExp(
  `^(?:lib.*|${[
    ...[
      'coreutils',
      'bash',
      'dash',
      'sed',
      'grep',
      'gawk',
      'mawk',
      'findutils',
      'diffutils',
      'util-linux.*',
      'bsdutils',
      'procps.*',
      'psmisc',
    ],
    ...[
      'hostname',
      'login.*',
      'passwd',
      'mount',
      'tar',
      'gzip',
      'bzip2',
      'xz-utils',
      'xz',
      'zstd',
      'debianutils',
      'base-files',
      'base-passwd',
    ],
    ...['ncurses.*', 'perl.*', 'python3.*', 'ruby.*', 'php.*', 'node.*', 'openjdk.*', 'jq', 'curl', 'wget', 'openssl', 'ca-certificates.*'],
    ...[
      'tzdata.*',
      'netbase',
      'iproute2',
      'iputils.*',
      'net-tools',
      'busybox.*',
      'tini',
      'dumb-init',
      'gosu',
      'su-exec',
      'apt',
      'dpkg',
      'gcc.*',
    ],
    ...['binutils.*', 'musl.*', 'alpine-.*', 'zlib.*', 'init-system-helpers', 'sysvinit-utils', 'lsb-base', 'adduser', 'ucf', 'readline.*'],
    ...[
      'nginx.*',
      'apache2.*',
      'redis.*',
      'postgresql.*',
      'haproxy.*',
      'supervisor',
      'git',
      'git-man',
      'imagemagick.*',
      'memcached',
      'varnish',
    ],
    ...[
      'glibc.*',
      'bash-.*',
      'filesystem',
      'setup',
      'media-types',
      'mime-support',
      'apk-tools',
      'scanelf',
      'ssl_client',
      'pcre.*',
      'brotli.*',
    ],
  ].join('|')})$`,
);

/** Files of a package that no program reads at run time, or that belong to another way to start it. */
const others = new RegExp(
  [
    '^/(?:usr/)?(?:local/)?(?:s?bin|games)/',
    '^/usr/(?:include|src)/',
    '^/usr/share/(?:doc|man|info|lintian|bug|locale|bash-completion|zsh|fish|applications|pixmaps|icons|metainfo|doc-base|reportbug|apport|menu)/',
    '^/usr/share/(?:gtk-doc|help|aclocal|pkgconfig|cmake|initramfs-tools|polkit-1|dbus-1|vim|emacs|nano|omf|gir-1\\.0|vala)/',
    '^/(?:usr/)?lib/(?:systemd|udev|tmpfiles\\.d|sysusers\\.d|sysctl\\.d|modprobe\\.d|debug|pkgconfig|cmake|ufw)/',
    '^/usr/lib/[^/]+/(?:pkgconfig|cmake|girepository-1\\.0)/',
    '^/etc/(?:init\\.d|cron[^/]*|logrotate\\.d|systemd|bash_completion\\.d|apparmor\\.d|rc[S\\d]\\.d|ufw|apt|default/useradd|xdg|update-motd\\.d|skel)(?:/|$)',
    '\\.(?:a|la|h|pc)$',
  ].join('|'),
);
/** Libraries that are linked come by themselves. */
const linked = /^\/(?:usr\/)?lib(?:32|64|x32)?\/(?:[^/]+-linux-(?:gnu|musl)[^/]*\/)?[^/]+\.so(?:\.[\d.]+)?$/;

export function isRuntimeFile(path: string): boolean {
  return !others.test(path);
}

/** What else the kept packages bring that their programs may read, for those of which little is known. */
export function packageRest(kept: readonly InstalledPackage[], { view: { tree } }: Scene): readonly Need[] {
  const unknown = kept.filter(({ type, name }) => isSystem(type) && !understood.test(name));
  return unknown.flatMap(({ name, files }) =>
    files
      .map((node) => tree.path(node))
      .filter((path) => isRuntimeFile(path) && !linked.test(path))
      .map((path) => need(path, `of the package ${name}, which is kept whole,`, { from: null, confidence: 'guessed' })),
  );
}

/** Configuration of the packages of which something is kept: they were told apart from their defaults. */
export function packageConfiguration(kept: readonly InstalledPackage[], { view: { tree } }: Scene): readonly Need[] {
  const settings = (node: Node): boolean => tree.path(node).startsWith('/etc/') && isRuntimeFile(tree.path(node));
  return kept
    .filter(({ type }) => isSystem(type))
    .flatMap(({ name, files }) =>
      files
        .filter(settings)
        .map((node) => need(tree.path(node), `configuration of the package ${name},`, { from: null, confidence: 'likely' })),
    );
}

export function isSystem(type: InstalledPackage['type']): boolean {
  return type === 'deb' || type === 'apk' || type === 'rpm';
}
