import { posix } from 'node:path';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { partOf } from '../keep-package.ts';
import type { SourceGraph } from '../source-graph.ts';
import type { Gem } from './gems.ts';

/** Never read by a gem that runs. */
const developmentName = /^(?:spec|specs|test|tests|features|benchmark|benchmarks|examples?|docs?|\.github|\.git|ext|gemfiles)$/;
const developmentFile = /(?:\.(?:md|rdoc|gem|o|c|h|java|rbs|rbi|a)|\/(?:Rakefile|Gemfile|CHANGELOG|History|\.[^/]*))$/i;

const maxNamed = 12;

/** Keeps gems whole, with what they depend on. */
export class GemKeeper {
  readonly #gems: readonly Gem[];
  readonly #disk: ImageDisk;
  readonly #draft: Draft;
  readonly #graph: SourceGraph;
  readonly #kept = new Set<Gem>();

  constructor(gems: readonly Gem[], disk: ImageDisk, draft: Draft, graph: SourceGraph) {
    this.#gems = gems;
    this.#disk = disk;
    this.#draft = draft;
    this.#graph = graph;
  }

  keepNamed(name: string, from: string | null): void {
    for (const gem of this.#gems) if (gem.name === name) this.keep(gem, from);
  }

  keepAll(): void {
    for (const gem of this.#gems) this.keep(gem, null);
  }

  /** RubyGems reads the specifications of all gems to find one. */
  tellLeftOut(): void {
    const left = this.#gems.filter((gem) => !this.#kept.has(gem) && posix.basename(posix.dirname(gem.specification)) !== 'default');
    for (const directory of new Set(left.map(({ specification }) => posix.dirname(specification)))) {
      const names = left.filter(({ specification }) => posix.dirname(specification) === directory).map(({ name }) => name);
      const rest = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : '';
      const text = `the specifications of gems that nothing was seen to require are left out with them: ${names.slice(0, maxNamed).join(', ')}${rest}`;
      this.#draft.warn('ruby-gems-left-out', text, directory);
    }
  }

  /** The gem that a file is of. */
  ownerOf(path: string): Gem | null {
    return (
      this.#gems.find(({ directory, extension }) => [directory, extension].some((own) => own !== null && path.startsWith(`${own}/`))) ??
      null
    );
  }

  keep(gem: Gem, from: string | null): void {
    if (this.#kept.has(gem)) return;
    this.#kept.add(gem);
    const options = { part: partOf(this.#disk.scene, this.#disk.node(gem.specification)), ...(from === null ? {} : { from }) };
    this.#draft.keep(gem.specification, 'specification of a gem required by', options);
    if (gem.directory !== null) {
      for (const path of this.#disk.below(gem.directory, (_, name) => !developmentName.test(name)))
        if (!developmentFile.test(path)) this.#draft.keep(path, 'of a gem required by', options);
    }
    if (gem.extension !== null) this.#draft.keepTree(gem.extension, 'compiled part of a gem required by', options);
    for (const name of gem.requires) this.keepNamed(name, gem.specification);
  }

  /** A gem that loads by name finds its plugins in others: `rack/handler/puma.rb` is of puma. */
  keepPlugins(name: string, gem: Gem | null, from: string): void {
    for (const other of this.#gems) {
      const own =
        other === gem ? [] : other.requirePaths.map((path) => posix.join(path, name)).filter((path) => this.#disk.isDirectory(path));
      for (const directory of own) for (const path of this.#disk.below(directory)) if (path.endsWith('.rb')) this.#graph.add(path, from);
    }
  }

  /** A gem that loads what only running tells may load any of its own files. */
  scanAll(gem: Gem, from: string): void {
    for (const directory of gem.requirePaths) {
      for (const path of this.#disk.below(directory)) if (path.endsWith('.rb')) this.#graph.add(path, from);
    }
  }

  /** Of a vendor directory, where gems lie side by side: what is named like a file that was reached, with its data. */
  keepBeside(vendor: string, path: string): string {
    const top = posix.join(vendor, posix.relative(vendor, path).split('/')[0]!);
    const directory = top.replace(/\.(?:rb|so)$/, '');
    return this.#disk.isDirectory(directory) ? directory : top;
  }
}
