import { posix } from 'node:path';
import { findProgram } from '../../../program/find-program.ts';
import { environmentValue, searchPath } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory, keepApplication } from '../keep-application.ts';
import { partOf } from '../keep-package.ts';
import { type SourceFile, SourceGraph } from '../source-graph.ts';
import { GemKeeper } from './gem-keeper.ts';
import { type Gem, lockedGems, readGems } from './gems.ts';
import type { RubyCommand } from './ruby-command.ts';
import type { RubyLayout } from './ruby-layout.ts';
import { type RubyRequires, scanRequires } from './scan-requires.ts';
import { startFiles } from './start-files.ts';

export type RubyStart = {
  readonly program: string;
  readonly command: RubyCommand;
  readonly layout: RubyLayout;
  readonly invocation: Invocation;
  readonly disk: ImageDisk;
  readonly draft: Draft;
};

/** What Ruby loads on its own, encodings with it. */
const startNames = [
  'rubygems',
  'rubygems/defaults/operating_system',
  'rubygems/defaults/ruby',
  'monitor',
  'did_you_mean',
  'error_highlight',
  'syntax_suggest/core_ext',
  'rbconfig',
  'enc/encdb',
  'enc/trans/transdb',
  'unicode_normalize/normalize',
  'set',
  'sorted_set',
  'bundled_gems',
  'prism',
  'thread',
  'etc',
  'io/console',
  'rubygems/core_ext/kernel_require',
  'jit',
  'ruby_vm/rjit/compiler',
];
/** Directories of the standard library for those who develop. */
const developmentNames = /^(?:rdoc|irb|ri|racc|rubygems\/commands|debug|typeprof|rbs|test-unit|bundler\/templates)(?:\/|$)/;
const notApplication = /^(?:node_modules|vendor|spec|test|tests|features|tmp|log|coverage|\.git)$/;

/** One start of Ruby: what it runs, and all that this requires. */
export class RubyProgram {
  readonly #start: RubyStart;
  readonly #graph: SourceGraph;
  #gems: GemKeeper | null = null;
  #path: readonly string[] = [];
  /** First components of all names along the path. */
  #tops: ReadonlySet<string> | null = null;

  constructor(start: RubyStart) {
    this.#start = start;
    this.#graph = new SourceGraph(
      start.disk,
      () => true,
      (file, text) => this.#onText(file, text),
    );
  }

  async trace(): Promise<void> {
    const { command, layout, invocation, disk, draft } = this.#start;
    const local = [posix.join(invocation.workingDir, 'vendor/bundle/ruby'), posix.join(invocation.workingDir, 'vendor/ruby')].flatMap(
      (path) => [...disk.names(path)].map((name) => posix.join(path, name)),
    );
    const gems = await readGems([...local, ...layout.gemHomes], disk);
    this.#gems = new GemKeeper(gems, disk, draft, this.#graph);
    const given = [...command.directories, ...(environmentValue(invocation.env, 'RUBYLIB') ?? '').split(':')].filter((path) => path !== '');
    this.#path = [
      ...given.map((path) => posix.resolve('/', invocation.workingDir, path)),
      ...layout.vendor,
      ...layout.library,
      ...gems.flatMap(({ requirePaths }) => requirePaths),
    ];
    for (const name of startNames) this.#require(name, null);
    const options = (environmentValue(invocation.env, 'RUBYOPT') ?? '').split(/\s+/).filter((word) => word.startsWith('-r'));
    for (const name of [...command.requires, ...options.map((word) => word.slice(2))]) this.#require(name, null);
    await this.#addLocked(gems);
    this.#addMain();
    await this.#graph.follow();
    this.#keepReached();
  }

  /** Bundler loads what the lock names, whether the source says so or not. */
  async #addLocked(gems: readonly Gem[]): Promise<void> {
    const { invocation, disk } = this.#start;
    const gemfile = environmentValue(invocation.env, 'BUNDLE_GEMFILE') ?? posix.join(invocation.workingDir, 'Gemfile');
    const lock = await disk.text(posix.resolve('/', invocation.workingDir, `${gemfile}.lock`));
    if (lock === null) return;
    for (const name of lockedGems(lock)) {
      this.#gems?.keepNamed(name, gems.length === 0 ? null : `${gemfile}.lock`);
      for (const file of [name, name.replaceAll('-', '/')]) this.#require(file, null);
    }
    for (const name of ['bundler', 'bundler/setup', 'bundler/cli', 'bundler/cli/exec']) this.#require(name, null);
  }

  #addMain(): void {
    const { command, invocation, disk, draft } = this.#start;
    const beside: SourceFile = { path: posix.join(invocation.workingDir, 'x'), foundAt: '', from: null };
    this.#follow(scanRequires(command.code), beside);
    const script = command.script === null ? null : this.#scriptPath(command.script);
    if (script !== null && this.#graph.add(script, null)) this.#addNamedLikeScript(script);
    else if (command.script !== null || command.code === '') {
      const what = command.script === null ? 'Ruby is started without a script' : `The script ${command.script} is not in the image`;
      draft.warn('ruby-script-missing', `${what}, so that all gems are kept; name the program with --exec`, invocation.from);
      this.#gems?.keepAll();
    }
    for (const path of startFiles(command, invocation, disk)) this.#graph.add(path, null);
  }

  #scriptPath(script: string): string {
    const { command, invocation, disk } = this.#start;
    const path = posix.resolve('/', invocation.workingDir, script);
    if (!command.searchesPath || disk.isFile(path)) return path;
    const found = findProgram(disk.scene.view.tree, script, {
      directories: searchPath(invocation.env),
      workingDirectory: invocation.workingDir,
    });
    return found === null ? path : disk.scene.view.tree.path(found);
  }

  /** `bin/puma` of RubyGems loads the program of that name from the gem of that name. */
  #addNamedLikeScript(script: string): void {
    const name = posix.basename(script);
    this.#gems?.keepNamed(name, script);
    for (const directory of this.#path)
      for (const place of ['../bin', '../exe']) this.#graph.add(posix.join(directory, place, name), script);
    for (const file of [name, `${name}/cli`]) this.#require(file, null);
  }

  #isLibrary(path: string): boolean {
    return this.#start.layout.library.some((directory) => path.startsWith(`${directory}/`));
  }

  #vendorOf(path: string): string | null {
    return this.#start.layout.vendor.findLast((directory) => path.startsWith(`${directory}/`)) ?? null;
  }

  #onText(file: SourceFile, text: string): void {
    if (file.path.endsWith('.so')) {
      // Compiled code asks for its Ruby part by a name that ends with a NUL.
      for (const [, name] of text.matchAll(/([a-z_][\w/]{2,80})\0/g))
        if (this.#isLibrary(file.path) || name!.includes('/')) this.#requireFile(name!, file.path);
      return;
    }
    const found = scanRequires(text);
    this.#follow(found, file);
    if (found.computedLines.length > 0 && !this.#isLibrary(file.path)) this.#onComputed(file, found.computedLines[0]!);
  }

  #onComputed(file: SourceFile, line: number): void {
    const gem = this.#gems?.ownerOf(file.path) ?? null;
    const vendor = this.#vendorOf(file.path);
    if (gem !== null) this.#gems?.scanAll(gem, file.path);
    else if (vendor !== null) this.#scanVendor(vendor, file.path);
    else this.#scanApplication(file, line);
    const root = gem?.requirePaths.find((path) => file.path.startsWith(`${path}/`)) ?? vendor;
    if (root !== null && root !== undefined)
      this.#gems?.keepPlugins(posix.relative(root, file.path).split('/')[0]!.replace(/\.rb$/, ''), gem, file.path);
  }

  #scanVendor(vendor: string, path: string): void {
    const top = this.#gems?.keepBeside(vendor, path) ?? path;
    for (const file of this.#start.disk.below(top)) if (file.endsWith('.rb')) this.#graph.add(file, path);
  }

  #scanApplication(file: SourceFile, line: number): void {
    const { disk, draft } = this.#start;
    const directory = posix.dirname(file.path);
    if (posix.basename(directory) !== 'bin' && !isSystemDirectory(directory)) {
      for (const path of disk.below(directory, (_, name) => !notApplication.test(name)))
        if (path.endsWith('.rb')) this.#graph.add(path, file.path);
    }
    draft.warn('ruby-computed-require', 'A file is loaded by a name that only running tells, so that all gems are kept', file.path, line);
    this.#gems?.keepAll();
  }

  #follow({ names, relatives }: RubyRequires, file: SourceFile): void {
    const beside = posix.dirname(file.path);
    const from = file.foundAt === '' ? null : file.path;
    for (const name of names) if (!this.#isSkipped(name, file.path)) this.#require(name, from);
    for (const name of [...relatives, ...[...names].filter((text) => text.startsWith('.'))])
      this.#addFile(posix.resolve(beside, name), from);
  }

  #isSkipped(name: string, importer: string): boolean {
    return developmentNames.test(name) && this.#isLibrary(importer) && !importer.includes(`/${name.split('/')[0]}`);
  }

  #require(name: string, from: string | null): void {
    if (name.startsWith('/')) this.#addFile(name, from);
    else if (!this.#requireFile(name, from)) this.#gems?.keepNamed(name, from);
  }

  #requireFile(name: string, from: string | null): boolean {
    // Most words of compiled code are nothing: their beginning tells.
    this.#tops ??= new Set(
      this.#path.flatMap((directory) => [...this.#start.disk.names(directory)].map((entry) => entry.replace(/\.(?:rb|so)$/, ''))),
    );
    if (!this.#tops.has(name.split('/')[0]!.replace(/\.(?:rb|so)$/, ''))) return false;
    return this.#path.some((directory) => this.#addFile(posix.join(directory, name), from));
  }

  #addFile(path: string, from: string | null): boolean {
    const found = (/\.(?:rb|so)$/.test(path) ? [path] : [`${path}.rb`, `${path}.so`, path]).find((candidate) =>
      this.#start.disk.isFile(candidate),
    );
    return found !== undefined && this.#graph.add(found, from);
  }

  #keepReached(): void {
    const { disk, draft, program, layout, invocation } = this.#start;
    const started = disk.realPath(invocation.from ?? '/');
    const directories = new Set<string>();
    for (const { path, foundAt, from } of this.#graph.reached.values()) {
      const options = { from: from ?? program, part: partOf(disk.scene, disk.node(path)) };
      if (path !== started) draft.keep(foundAt, 'required by', options);
      const gem = this.#gems?.ownerOf(path) ?? null;
      const vendor = this.#vendorOf(path);
      if (gem !== null) this.#gems?.keep(gem, from);
      else if (vendor !== null) draft.keep(this.#gems?.keepBeside(vendor, path) ?? path, 'required by', { ...options, extent: 'subtree' });
      else if (!this.#isLibrary(path)) directories.add(posix.dirname(path));
    }
    for (const directory of [...layout.library, ...layout.vendor]) draft.keep(directory, 'library of');
    for (const directory of layout.library)
      if (disk.isDirectory(`${directory}/enc`)) draft.keepTree(`${directory}/enc`, 'encodings of', { confidence: 'likely' });
    for (const home of layout.gemHomes) draft.keepTree(`${home}/specifications/default`, 'specifications of');
    this.#gems?.tellLeftOut();
    for (const directory of directories) keepApplication(draft, disk, directory, (_, name) => name === 'node_modules');
    if (!isSystemDirectory(invocation.workingDir))
      keepApplication(draft, disk, posix.resolve('/', invocation.workingDir), (_, name) => name === 'node_modules');
  }
}
