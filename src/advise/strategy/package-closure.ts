import type { InstalledPackage } from '../../analyze/packages/installed-package.ts';
import { fieldOf, statusParagraphs } from '../metadata/status-paragraphs.ts';
import { need } from '../need.ts';
import { readTextAt } from '../read-text.ts';
import type { Need, Scene } from '../tracer.ts';
import { isRuntimeFile, isSystem } from './package-rest.ts';

const databaseBytes = 64 * 1_048_576;
/** Never needed by what runs, whoever depends on it. */
const managers = /^(?:apt|dpkg|debconf|perl-base|apk-tools|rpm|dnf|yum|gpgv|debian-archive-keyring|adduser|ucf)$/;

/** All runtime files of the kept packages and of all that they depend on, programs included. */
export async function packageClosure(kept: readonly InstalledPackage[], scene: Scene): Promise<readonly Need[]> {
  const depends = await dependencies(scene);
  const byName = new Map(scene.inventory.packages.filter(({ type }) => isSystem(type)).map((found) => [found.name, found]));
  const names = new Set(kept.filter(({ type }) => isSystem(type)).map(({ name }) => name));
  for (const name of names) for (const other of depends.get(name) ?? []) if (byName.has(other) && !managers.test(other)) names.add(other);
  const { tree } = scene.view;
  return [...names].flatMap((name) =>
    (byName.get(name)?.files ?? [])
      .map((node) => tree.path(node))
      .filter((path) => isRuntimeFile(path) || /\/s?bin\//.test(path))
      .map((path) =>
        need(path, `of the package ${name}, which is kept with all that it depends on,`, { from: null, confidence: 'guessed' }),
      ),
  );
}

/** Package → names of those that it needs, providers of virtual packages included. */
async function dependencies(scene: Scene): Promise<ReadonlyMap<string, readonly string[]>> {
  const deb = statusParagraphs((await readTextAt(scene, '/var/lib/dpkg/status', databaseBytes)) ?? '');
  const apk = statusParagraphs(
    (await readTextAt(scene, '/lib/apk/db/installed', databaseBytes)) ??
      (await readTextAt(scene, '/usr/lib/apk/db/installed', databaseBytes)) ??
      '',
  );
  const providers = new Map<string, string[]>();
  const provide = (name: string, by: string): void => void providers.set(name, [...(providers.get(name) ?? []), by]);
  for (const text of deb) for (const name of debNames(fieldOf(text, 'Provides'))) provide(name, fieldOf(text, 'Package'));
  for (const text of apk) for (const name of apkNames(fieldOf(text, 'p'))) provide(name, fieldOf(text, 'P'));
  const resolved = (names: readonly string[]): readonly string[] => names.flatMap((name) => [name, ...(providers.get(name) ?? [])]);
  return new Map([
    ...deb.map(
      (text) => [fieldOf(text, 'Package'), resolved(debNames(`${fieldOf(text, 'Pre-Depends')}, ${fieldOf(text, 'Depends')}`))] as const,
    ),
    ...apk.map((text) => [fieldOf(text, 'P'), resolved(apkNames(fieldOf(text, 'D')))] as const),
  ]);
}

/** `a (>= 1), b | c:any` */
function debNames(field: string): readonly string[] {
  return field.split(/[,|]/).flatMap((part) => /^\s*([\w.+-]+)/.exec(part)?.[1] ?? []);
}

/** `so:libc.musl-x86_64.so.1 busybox>1.3 !conflict` */
function apkNames(field: string): readonly string[] {
  return field.split(/\s+/).flatMap((part) => (part.startsWith('!') ? [] : (/^([^<>=~]+)/.exec(part)?.[1] ?? [])));
}
