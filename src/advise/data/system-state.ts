/** What maintainer scripts and package managers leave behind, and no program of a container reads. */
const state: readonly RegExp[] = [
  /^\/(?:boot|dev|proc|run|sys|tmp|media|mnt|lost\+found)(?:\/|$)/,
  /^\/var\/(?:cache|log|tmp|run|lock|crash|backups|mail|spool\/cron)(?:\/|$)/,
  /^\/var\/lib\/(?:dpkg|apt|aptitude|apk|rpm|dnf|yum|pacman|systemd|ucf|pam|polkit-1|shells\.state|misc|python|gems|man-db|initramfs-tools)(?:\/|$)/,
  /^\/(?:usr\/)?lib\/(?:apk|sysimage|rpm|python3\/[^/]*\.rtupdate)(?:\/|$)/,
  /^\/etc\/(?:alternatives|apt|apk|cron[^/]*|default|dpkg|init\.d|kernel|logrotate\.d|opt|rc[S\d]?\.d|skel|systemd|terminfo|udev|update-motd\.d|xdg|yum[^/]*|dnf|rpm|sudoers[^/]*|ca-certificates|ssl\/certs|ld\.so\.conf\.d|X11|emacs)(?:\/|$)/,
  /^\/etc\/(?:\.pwd\.lock|adjtime|debconf\.conf|environment|fstab|group-?|gshadow-?|host\.conf|hostname|hosts|inputrc|issue[^/]*|kernel-img\.conf|ld\.so\.[^/]*|locale\.[^/]*|localtime|login\.defs|machine-id|mailcap|manpath\.config|mke2fs\.conf|motd|mtab|networks|nsswitch\.conf|passwd-?|profile|protocols|resolv\.conf|rpc|services|shadow-?|shells|subgid-?|subuid-?|timezone|ca-certificates\.conf|deluser\.conf|adduser\.conf|papersize|pam\.conf|rmt|xattr\.conf|gai\.conf|bindresvport\.blacklist|libaudit\.conf|os-release|debian_version)$/,
  /^\/etc\/pam\.d\/common-/,
  /^\/usr\/share\/(?:info\/dir(?:\.old)?|mime|fonts|icons|applications|perl5\/vendor|glib-2\.0\/schemas\/gschemas\.compiled|locale|doc|man|zoneinfo)(?:\/|$)/,
  /^\/usr\/lib\/(?:[^/]+\/)?(?:gconv\/gconv-modules\.cache|gio\/modules\/giomodule\.cache|gdk-pixbuf-[^/]*\/[^/]*\/loaders\.cache)$/,
  /^\/usr\/lib\/(?:locale|udev|modules)\//,
  /^\/usr\/local\/(?:man|share\/man|share\/doc|share\/info|games)(?:\/|$)/,
  /\/__pycache__(?:\/|$)/,
  /^\/(?:root|home\/[^/]+)\/\.(?:bashrc|profile|bash_logout|bash_history|bash_profile|viminfo|wget-hsts|lesshst|python_history|cshrc|tcshrc|zshrc|cache|npm|cargo|rustup|gradle|m2|ivy2|sbt|nuget|ccache|gnupg|local\/share\/Trash|config\/pip)(?:\/|$)/,
  /^\/(?:bin|sbin|lib|lib32|lib64|libx32)$/,
  /^\/\.dockerenv$/,
];

export function isSystemState(path: string): boolean {
  return state.some((pattern) => pattern.test(path));
}

/** Tools that build, where images of their makers put them: no package owns them, and no program runs by them. */
const toolchains =
  /^\/(?:usr\/local\/(?:go|cargo|rustup|include)|usr\/local\/lib\/(?:pkgconfig|cmake)|go\/pkg|go\/src|root\/go\/pkg|opt\/(?:maven|gradle|sbt))(?:\/|$)/;

export function isToolchain(path: string): boolean {
  return toolchains.test(path);
}
