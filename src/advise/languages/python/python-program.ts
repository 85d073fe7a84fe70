import { posix } from 'node:path';
import type { Invocation } from '../../tracer.ts';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory, keepApplication } from '../keep-application.ts';
import { partOf } from '../keep-package.ts';
import { keepSystemNames } from '../system-names.ts';
import { compiledPath } from './compiled-path.ts';
import { keepLibrary, keepWholeLibrary } from './keep-library.ts';
import { buildModules, developmentModules, developmentPackages, startModules } from './library-exclusions.ts';
import { type ModuleFile, ModuleFinder } from './module-finder.ts';
import { ModuleGraph } from './module-graph.ts';
import type { PythonCommand } from './python-command.ts';
import type { PythonLayout } from './python-layout.ts';
import { type PythonPath, pythonPath } from './python-path.ts';
import { scanImports } from './scan-imports.ts';
import { SiteKeeper } from './site-keeper.ts';
import { startArguments } from './start-arguments.ts';

export type PythonStart = {
  /** Path of the interpreter itself. */
  readonly program: string;
  readonly command: PythonCommand;
  readonly layout: PythonLayout;
  readonly invocation: Invocation;
  readonly disk: ImageDisk;
  readonly draft: Draft;
};

/** Console scripts have them in a branch for installations of old. */
function isScriptOrPackage({ root }: ModuleFile, { siteDirectories }: PythonLayout): boolean {
  return siteDirectories.includes(root) || isSystemDirectory(root) || posix.basename(root) === 'bin';
}

/** Every one of them is found by its name at run time. */
function encodings({ library }: PythonLayout, disk: ImageDisk): readonly ModuleFile[] {
  return [...disk.names(`${library}/encodings`)]
    .filter((name) => name.endsWith('.py'))
    .map((name) => ({
      name: `encodings.${name.slice(0, -3)}`,
      path: `${library}/encodings/${name}`,
      root: library,
      isPackage: false,
      isExtension: false,
    }));
}

const codeFile = '<command line>';

/** One start of an interpreter: what it runs, and all that this imports. */
export class PythonProgram {
  readonly #start: PythonStart;

  constructor(start: PythonStart) {
    this.#start = start;
  }

  async trace(): Promise<void> {
    const { command, layout, invocation, disk, draft } = this.#start;
    const path = await pythonPath(command, layout, invocation, disk);
    const finder = new ModuleFinder(disk, path.directories, layout.version);
    const graph = new ModuleGraph(finder, disk, {
      readsNames: (file) => (this.#isApplication(file) ? 'all' : this.#isLibrary(file) ? 'library' : 'dotted'),
      isOfLibrary: (file) => this.#isLibrary(file),
      isSkipped: (target, importer, isOuter) => this.#isSkipped(target, importer, isOuter),
    });
    const sites = new SiteKeeper(layout.siteDirectories, disk, graph, draft);
    for (const name of startModules) graph.addModule(name);
    for (const file of encodings(layout, disk)) graph.addFile(file);
    await this.#addPathFiles(path, finder, graph, sites);
    const isResolved = this.#addStart(finder, graph);
    if (command.kind === 'script') await sites.reachScript(posix.basename(command.text), command.text);
    await graph.follow(() => sites.onWave());
    this.#keepReached(graph);
    for (const { file, names } of graph.systemNames) {
      // Of the application's own source it is followed what it starts, wherever it is.
      const told = this.#isApplication(file) ? { ...names, commands: [] } : names;
      if (!this.#isLibrary(file)) keepSystemNames(draft, told, file.path, invocation, disk.scene);
    }
    if (graph.reached.has(posix.join(layout.library, 'importlib/metadata/__init__.py'))) await sites.tellLeftOut();
    if (!isResolved || this.#hasComputedImport(graph)) this.#keepAll();
    for (const file of graph.unread)
      draft.warn(
        'python-module-unread',
        'This module could not be read or is too long to be looked through for imports; what only it imports must be kept with --keep',
        file,
      );
  }

  #isLibrary({ root }: ModuleFile): boolean {
    return root === this.#start.layout.library || root === this.#start.layout.dynamicLibrary;
  }

  #isApplication(file: ModuleFile): boolean {
    return !this.#isLibrary(file) && !this.#start.layout.siteDirectories.includes(file.root);
  }

  /** Nothing from outside ever stops a module of an application from being reached. */
  #isSkipped(target: ModuleFile, importer: ModuleFile | null, isOuter: boolean): boolean {
    // It stands in for distutils, and only where somebody imports that.
    if (importer?.name.startsWith('_distutils_hack')) return /^(?:setuptools|distutils)\b/.test(target.name);
    const [top = ''] = target.name.split('.');
    if (importer === null || importer.name.split('.')[0] === top) return false;
    if (!this.#isLibrary(target))
      return (
        (!isOuter || importer.name.includes('.distutils.')) &&
        developmentPackages.has(top) &&
        isScriptOrPackage(importer, this.#start.layout)
      );
    if (!isOuter && buildModules.has(top) && isScriptOrPackage(importer, this.#start.layout)) return true;
    return developmentModules.has(top) && this.#isLibrary(importer);
  }

  async #addPathFiles({ pathFiles, pathCode }: PythonPath, finder: ModuleFinder, graph: ModuleGraph, sites: SiteKeeper): Promise<void> {
    for (const path of pathFiles) {
      const code = pathCode.filter(({ file }) => file === path).map((line) => line.code);
      const found = scanImports(code.join('\n'));
      await sites.reachPathFile(path, found);
      graph.addImports({ ...found, computedLines: [] }, { ...this.#file(path), from: null, line: null });
      for (const { module } of found.imports) if (module.startsWith('__editable__')) await this.#addEditable(module, finder);
    }
  }

  /** The finder of an editable install has the directories of its packages in its source. */
  async #addEditable(name: string, finder: ModuleFinder): Promise<void> {
    const { disk } = this.#start;
    const [file] = finder.find(name).files;
    const text = file === undefined ? null : await disk.text(file.path);
    for (const string of text === null ? [] : scanImports(text).strings) {
      if (string.startsWith('/') && !isSystemDirectory(string) && disk.isDirectory(string)) finder.addPath(posix.dirname(string));
    }
  }

  /** @returns whether it is known what runs */
  #addStart(finder: ModuleFinder, graph: ModuleGraph): boolean {
    const { command, invocation, disk } = this.#start;
    const named = startArguments(command, invocation, disk);
    for (const directory of named.directories) finder.addPath(directory);
    const isKnown = this.#addMain(finder, graph);
    for (const path of named.files) graph.addFile(this.#file(path));
    for (const name of named.modules) this.#addNamed(name, finder, graph);
    for (const name of named.applications) this.#checkApplication(name, finder);
    return isKnown;
  }

  #addNamed(name: string, finder: ModuleFinder, graph: ModuleGraph): void {
    const { files } = finder.find(name);
    const last = files.at(-1);
    if (last !== undefined && (this.#isApplication(last) || name.includes('.') || !this.#isLibrary(last))) graph.addModule(name);
  }

  #checkApplication(name: string, finder: ModuleFinder): void {
    if (finder.find(name).isWhole || finder.find(name).files.length > 0) return;
    const text = `The module ${name} that the arguments name was not found on the module path; what it imports must be kept with --keep`;
    this.#start.draft.warn('python-module-missing', text, this.#start.invocation.from);
  }

  #file(path: string): ModuleFile {
    return { name: '__main__', path, root: posix.dirname(path), isPackage: false, isExtension: false };
  }

  #addMain(finder: ModuleFinder, graph: ModuleGraph): boolean {
    const { command, invocation, disk, draft } = this.#start;
    switch (command.kind) {
      case 'module':
        return this.#addModuleMain(command.text, finder, graph);
      case 'code': {
        graph.addImports(scanImports(command.text), { ...this.#file(codeFile), from: null, line: null });
        return true;
      }
      case 'script': {
        const path = posix.resolve('/', invocation.workingDir, command.text);
        const script = disk.isDirectory(path) ? posix.join(path, '__main__.py') : path;
        if (disk.isFile(script)) {
          if (script !== invocation.from) draft.keep(script, 'script of', { part: partOf(disk.scene, disk.node(script)) });
          graph.addFile(this.#file(disk.realPath(script)!));
          return true;
        }
        draft.warn(
          'python-script-missing',
          `The script ${command.text} is not in the image, so that all packages are kept`,
          invocation.from,
        );
        return false;
      }
      case 'nothing': {
        draft.warn(
          'python-reads-input',
          'Python is started without a program, so that all packages are kept; name the program with --exec',
          invocation.from,
        );
        return false;
      }
    }
  }

  #addModuleMain(name: string, finder: ModuleFinder, graph: ModuleGraph): boolean {
    graph.addModule(`${name}.__main__`);
    if (finder.find(name).isWhole) return true;
    this.#start.draft.warn(
      'python-module-missing',
      `The module ${name} was not found, so that all packages are kept`,
      this.#start.invocation.from,
    );
    return false;
  }

  #keepReached(graph: ModuleGraph): void {
    const { layout, disk, draft, program, invocation } = this.#start;
    const directories = new Set<string>();
    for (const file of graph.reached.values()) {
      if (this.#isLibrary(file) || file.path === disk.realPath(invocation.from ?? '/')) continue;
      const from = file.from === null || file.from === codeFile ? program : file.from;
      draft.keep(file.path, 'imported by', { from, part: partOf(disk.scene, disk.node(file.path)) });
      if (this.#isApplication(file)) directories.add(file.root);
      const compiled = compiledPath(file.path, layout.version, disk);
      if (compiled !== null) draft.keep(compiled, 'bytecode of', { from: file.path, part: partOf(disk.scene, disk.node(compiled)) });
    }
    // Listed at every import, empty or not.
    for (const site of layout.siteDirectories) draft.keep(site, 'module path of');
    keepLibrary(draft, disk, layout, graph);
    const isTraced = (path: string, name: string): boolean =>
      name === 'node_modules' || layout.siteDirectories.some((site) => site.startsWith(`${path}/lib`)) || disk.isFile(`${path}/pyvenv.cfg`);
    for (const directory of directories) keepApplication(draft, disk, directory, isTraced);
  }

  /** Of an application, that is: a package that does it keeps its own modules whole. */
  #hasComputedImport(graph: ModuleGraph): boolean {
    const computed = graph.computed.filter(({ file }) => this.#isApplication(file));
    for (const { file, line } of computed) {
      const text = 'A module is imported by a name that only running tells, so that all packages are kept';
      this.#start.draft.warn('python-computed-import', text, file.path === codeFile ? null : file.path, line);
    }
    return computed.length > 0;
  }

  #keepAll(): void {
    const { layout, disk, draft } = this.#start;
    keepWholeLibrary(draft, disk, layout);
    for (const site of layout.siteDirectories)
      draft.keepTree(site, 'packages of', { part: partOf(disk.scene, disk.node(site)), confidence: 'guessed' });
  }
}
