import type { Platform } from '../../../model/platform.ts';
import type { ImageDisk } from '../image-disk.ts';
import type { PackageJson } from './package-json.ts';

/** Words of Node for the machine of an image. */
const machines: Readonly<Record<string, string>> = {
  amd64: 'x64',
  arm64: 'arm64',
  arm: 'arm',
  '386': 'ia32',
  riscv64: 'riscv64',
  s390x: 's390x',
  ppc64le: 'ppc64',
};
const platformDirectory = /^(aix|android|darwin|freebsd|linux|linuxmusl|linuxglibc|openbsd|sunos|win32)-([a-z0-9]+)/;

/** Whether a package is made for where the image runs. https://docs.npmjs.com/cli/configuring-npm/package-json#os */
export function isPlatformOf({ os, cpu, libc }: PackageJson, disk: ImageDisk): boolean {
  const { platform } = disk.scene.view.image.config;
  const cLibrary = [...disk.names('/lib')].some((name) => name.startsWith('ld-musl-')) ? 'musl' : 'glibc';
  return isAmong(os, platform.os) && isAmong(cpu, machines[platform.architecture] ?? platform.architecture) && isAmong(libc, cLibrary);
}

function isAmong(list: readonly string[], value: string): boolean {
  if (list.includes(`!${value}`)) return false;
  const named = list.filter((item) => !item.startsWith('!'));
  return named.length === 0 || named.includes(value) || named.includes('any');
}

/** A directory of binaries for another platform: `prebuilds/darwin-x64`. */
export function isForeign(name: string, { os, architecture }: Platform): boolean {
  const match = platformDirectory.exec(name);
  if (match === null) return false;
  return !match[1]!.startsWith(os) || (match[2] !== 'universal' && !match[2]!.startsWith(machines[architecture] ?? architecture));
}
