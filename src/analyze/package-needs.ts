import { resolvePath } from '../filesystem/resolve-path.ts';
import type { ReadPattern } from '../model/facts.ts';
import type { ImageView } from './image-view.ts';
import { decodeText } from './packages/decode-text.ts';
import type { InstalledPackage } from './packages/installed-package.ts';
import { paragraphs } from './packages/paragraphs.ts';

const statusPath = '/var/lib/dpkg/status';
const apkPaths = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'];
const debFields = ['Package', 'Pre-Depends', 'Depends', 'Provides'];
const apkFields = ['P', 'D', 'p'];
const databaseBytes = 32 * 1_048_576;
/** Of one name; more are made to keep us busy. */
const maxProviders = 64;

/** Beside what the inventory reads. */
export const packageNeedsReads: readonly ReadPattern[] = [
  { glob: statusPath, maxBytes: databaseBytes, keep: { form: 'lines', fields: debFields } },
  ...apkPaths.map((glob) => ({ glob, maxBytes: databaseBytes, keep: { form: 'lines' as const, fields: apkFields } })),
];

type Described = { readonly name: string; readonly needs: readonly string[]; readonly provides: readonly string[] };

/**
 * Packages of the system and all that they depend on: of several that would do, each that is there, so that rather too much is needed than too
 * little. null where one is of rpm, which is not asked what it depends on.
 */
export function neededPackages(image: ImageView, roots: Iterable<InstalledPackage>): ReadonlySet<InstalledPackage> | null {
  const needed = new Set(roots);
  if ([...needed].some(({ type }) => type === 'rpm')) return null;
  const described = [...debs(image), ...apks(image)];
  const needs = new Map(described.map((one) => [one.name, one.needs]));
  const byName = providers(image.inventory().packages, described);
  // A set goes on with what is added to it meanwhile.
  for (const { name } of needed) for (const need of needs.get(name) ?? []) for (const found of byName.get(need) ?? []) needed.add(found);
  return needed;
}

/** By each name that a package has or provides. */
function providers(
  packages: readonly InstalledPackage[],
  described: readonly Described[],
): ReadonlyMap<string, readonly InstalledPackage[]> {
  const found = new Map<string, InstalledPackage[]>();
  const add = (name: string, one: InstalledPackage): void => {
    const known = found.get(name);
    if (known === undefined) found.set(name, [one]);
    else if (known.length < maxProviders) known.push(one);
  };
  const provided = new Map(described.map(({ name, provides }) => [name, provides]));
  for (const one of packages) {
    if (one.type !== 'deb' && one.type !== 'apk') continue;
    for (const name of new Set([one.name, ...(provided.get(one.name) ?? [])])) add(name, one);
  }
  return found;
}

function debs(image: ImageView): readonly Described[] {
  const directory = resolvePath(image.tree, `${statusPath}.d`);
  const singles = directory === null ? [] : image.tree.children(directory).map((node) => image.content(node)?.bytes ?? new Uint8Array());
  const texts = [image.text(statusPath) ?? '', ...singles.map(decodeText)];
  return texts.flatMap((text) =>
    [...paragraphs(text, new Set(debFields))].map((fields) => ({
      name: fields.get('Package') ?? '',
      needs: debNames(`${fields.get('Pre-Depends') ?? ''}, ${fields.get('Depends') ?? ''}`),
      provides: debNames(fields.get('Provides') ?? ''),
    })),
  );
}

function apks(image: ImageView): readonly Described[] {
  return [...paragraphs(apkPaths.map((path) => image.text(path) ?? '').join('\n\n'), new Set(apkFields))].map((fields) => ({
    name: fields.get('P') ?? '',
    needs: apkNames(fields.get('D') ?? ''),
    provides: apkNames(fields.get('p') ?? ''),
  }));
}

/** `a (>= 1), b | c:any`. https://man7.org/linux/man-pages/man5/deb-control.5.html */
function debNames(field: string): readonly string[] {
  return [...new Set(field.split(/[,|]/).flatMap((part) => /^\s{0,9}([\w.+-]{1,200})/.exec(part)?.[1] ?? []))];
}

/** `so:libc.musl-x86_64.so.1 busybox>1.3 !conflict` */
function apkNames(field: string): readonly string[] {
  return [...new Set(field.split(' ').flatMap((part) => (part.startsWith('!') ? [] : (/^[^<>=~]{1,200}/.exec(part)?.[0] ?? []))))];
}
