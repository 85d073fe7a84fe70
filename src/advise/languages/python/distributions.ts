import { posix } from 'node:path';
import type { ImageDisk } from '../image-disk.ts';

/** An installed distribution, by its metadata in a site directory. https://packaging.python.org/en/latest/specifications/core-metadata/ */
export type Distribution = {
  /** As `importlib.metadata` compares them: lower case, runs of `-_.` one dash. */
  readonly name: string;
  readonly site: string;
  /** `*.dist-info`, `*.egg-info` (a directory or a file). */
  readonly information: string;
  /** Top-level names in the site directory: `numpy`, `six.py`, `numpy.libs`. */
  readonly entries: ReadonlySet<string>;
  /** What it asks for without an extra. */
  readonly requires: readonly string[];
  /** Groups of `entry_points.txt` beside the scripts: where others look for plugins. */
  readonly pluginGroups: readonly string[];
  /** By name of a script the module that it runs. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Modules that its entry points name. */
  readonly pluginModules: readonly string[];
};

const maxMetadataBytes = 8_388_608;
const informationName = /\.(?:dist|egg)-info$/;
const ownScripts = new Set(['console_scripts', 'gui_scripts']);

export async function readDistributions(site: string, disk: ImageDisk): Promise<readonly Distribution[]> {
  const informations = [...disk.names(site)].filter((name) => informationName.test(name)).map((name) => posix.join(site, name));
  const wanted = informations.flatMap((path) => (disk.isDirectory(path) ? metadataNames.map((name) => posix.join(path, name)) : [path]));
  const texts = await disk.texts(wanted, maxMetadataBytes);
  return informations.map((information) => toDistribution(site, information, texts, disk));
}

const metadataNames = ['METADATA', 'PKG-INFO', 'RECORD', 'top_level.txt', 'entry_points.txt', 'requires.txt'] as const;

function toDistribution(site: string, information: string, texts: ReadonlyMap<string, string>, disk: ImageDisk): Distribution {
  const text = (name: (typeof metadataNames)[number]): string => texts.get(posix.join(information, name)) ?? '';
  const metadata = text('METADATA') || text('PKG-INFO') || texts.get(information) || '';
  const name = normalizedName(field(metadata, 'Name')[0] ?? posix.basename(information).split('-')[0]!);
  const entryPoints = parseEntryPoints(text('entry_points.txt'));
  return {
    name,
    site,
    information,
    entries: entriesOf(name, text('RECORD'), text('top_level.txt'), disk.names(site)),
    requires: [...field(metadata, 'Requires-Dist'), ...unconditional(text('requires.txt'))].flatMap(requiredName),
    pluginGroups: entryPoints.filter(({ group }) => !ownScripts.has(group)).map(({ group }) => group),
    scripts: new Map(entryPoints.filter(({ group }) => ownScripts.has(group)).map(({ name, module }) => [name, module])),
    pluginModules: entryPoints.filter(({ group }) => !ownScripts.has(group)).map(({ module }) => module),
  };
}

export function normalizedName(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
}

function field(metadata: string, name: string): readonly string[] {
  const end = metadata.indexOf('\n\n');
  const head = end < 0 ? metadata : metadata.slice(0, end);
  return head
    .split('\n')
    .filter((line) => line.startsWith(`${name}:`))
    .map((line) => line.slice(name.length + 1).trim());
}

/** `requires.txt` of eggs: what comes before the first `[extra]`. */
function unconditional(text: string): readonly string[] {
  const lines = text.split('\n');
  const end = lines.findIndex((line) => line.startsWith('['));
  return end < 0 ? lines : lines.slice(0, end);
}

function requiredName(requirement: string): readonly string[] {
  if (/;.*\bextra\s*==/.test(requirement)) return [];
  const name = /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(requirement.trim())?.[0];
  return name === undefined ? [] : [normalizedName(name)];
}

/** RECORD says it best; Debian's metadata has `top_level.txt` or nothing but the name. */
function entriesOf(name: string, record: string, topLevel: string, names: ReadonlySet<string>): ReadonlySet<string> {
  const recorded = record
    .split('\n')
    .map((line) => line.split(/[/,]/, 1)[0]!.replace(/^"/, ''))
    .filter((entry) => entry !== '' && entry !== '..' && !informationName.test(entry));
  if (recorded.length > 0) return new Set(recorded.filter((entry) => entry !== '__pycache__'));
  const tops = topLevel
    .split('\n')
    .map((line) => line.trim().split('/')[0]!)
    .filter((line) => line !== '');
  const guessed = tops.length > 0 ? tops : [name.replaceAll('-', '_'), name.replace(/^python-/, '').replaceAll('-', '_'), name];
  return new Set(
    [...names].filter((entry) => guessed.some((top) => entry === top || (entry.startsWith(`${top}.`) && /\.(?:py|so|libs)$/.test(entry)))),
  );
}

function parseEntryPoints(text: string): readonly { readonly group: string; readonly name: string; readonly module: string }[] {
  let group = '';
  return text.split('\n').flatMap((line) => {
    const heading = /^\s*\[([^\]]{1,200})\]/.exec(line);
    if (heading !== null) group = heading[1]!.trim();
    const at = line.indexOf('=');
    if (heading !== null || at < 0) return [];
    const [module = ''] = line
      .slice(at + 1)
      .trim()
      .split(/[:\s[]/, 1);
    return [{ group, name: line.slice(0, at).trim(), module }];
  });
}
