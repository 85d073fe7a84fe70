import { InspectError } from './errors.ts';

/** https://github.com/opencontainers/image-spec/blob/v1.1.0/image-index.md#platform-variants */
export type Platform = {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
};

/** Names that people and `uname` use, and Go's names for them, which images use. */
const architectureAliases: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  x64: 'amd64',
  aarch64: 'arm64',
  i386: '386',
  i686: '386',
  ia32: '386',
  armhf: 'arm',
  ppc64el: 'ppc64le',
};

/** Parses `os/arch[/variant]`. @throws InspectError `usage` */
export function parsePlatform(text: string): Platform {
  const parts = text.toLowerCase().split('/');
  const [os, architecture, variant] = parts;
  if (parts.length > 3 || !os || !architecture || variant === '') {
    throw new InspectError('usage', `--platform: expected os/arch[/variant] like linux/arm64/v8, got ${JSON.stringify(text)}`);
  }
  return toPlatform(os, architecture, variant);
}

/** Normalises aliases, and the variants that are the only one of their architecture (`arm64/v8`, `amd64/v1`), as containerd does. */
export function toPlatform(os: string, architecture: string, variant?: string): Platform {
  const known = architectureAliases[architecture] ?? architecture;
  const isImplied = (known === 'arm64' && variant === 'v8') || (known === 'amd64' && variant === 'v1');
  return variant === undefined || variant === '' || isImplied ? { os, architecture: known } : { os, architecture: known, variant };
}

/**
 * Containers are Linux unless somebody asks for another platform: that is also what an engine on macOS or Windows runs. Node's
 * `ppc64` on Linux is of the little-endian kind alone.
 */
export function hostPlatform(nodeArchitecture: string): Platform {
  return toPlatform('linux', nodeArchitecture === 'ppc64' ? 'ppc64le' : nodeArchitecture);
}

export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, ...(platform.variant === undefined ? [] : [platform.variant])].join('/');
}

/** Whether an image for `offered` is what `wanted` asks for; a variant counts only when it was asked for. */
export function matchesPlatform(wanted: Platform, offered: Platform): boolean {
  return (
    wanted.os === offered.os &&
    wanted.architecture === offered.architecture &&
    (wanted.variant === undefined || wanted.variant === offered.variant)
  );
}
