/** Where whatever lies is not meant to last. */
const temporary = /^\/(?:boot|dev|proc|run|sys|tmp|lost\+found|var\/(?:log|tmp|run|lock|crash|backups))(?:\/|$)/;

export function isTemporary(path: string): boolean {
  return temporary.test(path);
}

/** Of these places, what somebody copied there by name is for a program to read. */
const configured = /^\/(?:etc\/(?!alternatives\/)|var\/(?:lib|cache)\/|usr\/share\/(?!doc|man|info)|(?:root|home\/[^/]+)\/\.cache\/)/;

export function isConfigured(path: string): boolean {
  return configured.test(path);
}

/** What maintainer scripts and package managers leave behind, and no program of a container reads. */
const state: readonly RegExp[] = [
  /^\/var\/(?:cache|mail|spool\/cron)(?:\/|$)/,
  /^\/var\/lib\/(?:dpkg|apt|aptitude|apk|rpm|dnf|yum|pacman|systemd|ucf|pam|polkit-1|shells\.state|misc|python|gems|man-db|initramfs-tools)(?:\/|$)/,
  /^\/(?:usr\/)?lib\/(?:apk|sysimage|rpm|python3\/[^/]*\.rtupdate)(?:\/|$)/,
  /^\/etc\/(?:alternatives|apt|apk|cron[^/]*|default|dpkg|init\.d|kernel|logrotate\.d|opt|rc[S\d]?\.d|skel|systemd|terminfo|udev|update-motd\.d|xdg|yum[^/]*|dnf|rpm|sudoers[^/]*|ca-certificates|ssl\/certs|ld\.so\.conf\.d|X11|emacs)(?:\/|$)/,
  /^\/etc\/(?:\.pwd\.lock|adjtime|debconf\.conf|environment|fstab|group-?|gshadow-?|host\.conf|hostname|hosts|inputrc|issue[^/]*|kernel-img\.conf|ld\.so\.[^/]*|locale\.[^/]*|localtime|login\.defs|machine-id|mailcap|manpath\.config|mke2fs\.conf|motd|mtab|networks|nsswitch\.conf|passwd-?|profile|protocols|resolv\.conf|rpc|services|shadow-?|shells|subgid-?|subuid-?|timezone|ca-certificates\.conf|deluser\.conf|adduser\.conf|papersize|pam\.conf|rmt|xattr\.conf|gai\.conf|bindresvport\.blacklist|libaudit\.conf|os-release|debian_version)$/,
  /^\/etc\/pam\.d\/common-/,
  /^\/usr\/share\/(?:info\/dir(?:\.old)?|mime|perl5\/vendor|glib-2\.0\/schemas\/gschemas\.compiled|locale|doc|man|zoneinfo)(?:\/|$)/,
  /^\/usr\/share\/(?:applications\/.*\.cache|icons\/.*\.cache|fonts\/(?:.*\/)?(?:\.uuid|fonts\.(?:dir|scale|cache.*)))$/,
  /^\/usr\/lib\/(?:[^/]+\/)?(?:gconv\/gconv-modules\.cache|gio\/modules\/giomodule\.cache|gdk-pixbuf-[^/]*\/[^/]*\/loaders\.cache)$/,
  /^\/usr\/lib\/(?:locale|udev|modules)\//,
  /^\/usr\/local\/(?:man|share\/man|share\/doc|share\/info|games)(?:\/|$)/,
  /\/__pycache__(?:\/|$)/,
  /^\/(?:root|home\/[^/]+)\/\.(?:bashrc|profile|bash_logout|bash_history|bash_profile|viminfo|wget-hsts|lesshst|python_history|cshrc|tcshrc|zshrc|cargo|rustup|gradle|m2|ivy2|sbt|nuget|ccache|npm\/_\w+|local\/share\/Trash|config\/pip)(?:\/|$)/,
  // Models, browsers and engines lie in the same place, put there by what loads them when it runs.
  /^\/(?:root|home\/[^/]+)\/\.cache\/(?:Cypress|JetBrains|bazel|ccache|composer|conda|dconf|electron|fontconfig|go-build|golangci-lint|gstreamer-1\.0|jest|mesa_shader_cache|motd\.legal-displayed|mypy|node|node-gyp|pip|pip-tools|pipenv|pnpm|poetry|pre-commit|pypoetry|ruff|sccache|tmp|turbo|typescript|uv|virtualenv|yarn)(?:\/|$)/,
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
