import { posix } from 'node:path';
import type { Invocation } from '../../tracer.ts';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { isSystemDirectory, keepApplication } from '../keep-application.ts';
import { partOf } from '../keep-package.ts';
import { keepSystemNames } from '../system-names.ts';
import { keepAllModules } from './keep-all-modules.ts';
import type { ModuleResolver } from './module-resolver.ts';
import type { NodeCommand } from './node-command.ts';
import { NodeGraph, type ReachedFile } from './node-graph.ts';
import { PackageKeeper } from './package-keeper.ts';
import { type ScriptImports, scanScript } from './scan-script.ts';

export type NodeStart = {
  /** Path of Node itself. */
  readonly program: string;
  readonly command: NodeCommand;
  readonly invocation: Invocation;
  readonly disk: ImageDisk;
  readonly draft: Draft;
  readonly resolver: ModuleResolver;
};

/** What loaders of compiled addons look into, to tell glibc from musl. */
const libraryTool = '/usr/bin/ldd';

/** One start of Node: what it runs, and all that this loads. */
export class NodeProgram {
  readonly #start: NodeStart;
  readonly #graph: NodeGraph;
  readonly #packages: PackageKeeper;
  #isOpenEnded = false;

  constructor(start: NodeStart) {
    const { resolver, disk, draft } = start;
    this.#start = start;
    this.#graph = new NodeGraph(resolver, disk, { onScript: (file, found) => this.#onScript(file, found) });
    this.#packages = new PackageKeeper(resolver, disk, draft, this.#graph);
  }

  async trace(): Promise<void> {
    const { command, invocation, draft } = this.#start;
    const beside = posix.join(invocation.workingDir, 'x');
    for (const name of command.preloads) {
      if (!(await this.#graph.addSpecifier(name, beside, null)))
        this.#warn('node-module-missing', `The module ${name} that an option loads was not found`, invocation.from);
    }
    await this.#addStart(beside);
    await this.#graph.follow();
    this.#keepReached();
    if (this.#isOpenEnded) keepAllModules(draft, this.#start.disk, this.#roots());
  }

  #warn(code: string, text: string, path: string | null, line: number | null = null): void {
    this.#start.draft.warn(code, text, path, line);
  }

  async #addStart(beside: string): Promise<void> {
    const { command, invocation, disk, resolver } = this.#start;
    if (command.code !== null) await this.#addCode(command.code, beside);
    else if (command.script === null) {
      this.#warn(
        'node-reads-input',
        'Node is started without a script, so that all modules are kept; name the script with --exec',
        invocation.from,
      );
      this.#isOpenEnded = true;
    } else {
      const found = await resolver.file(posix.resolve('/', invocation.workingDir, command.script));
      if (found.kind === 'files') for (const path of found.paths) this.#graph.addFile(path, null);
      else {
        this.#warn(
          'node-script-missing',
          `The script ${command.script} is not in the image, so that all modules are kept`,
          invocation.from,
        );
        this.#isOpenEnded = true;
      }
    }
    // What a loader such as tsx, or a process manager, is told to run.
    for (const word of command.args) {
      const path = posix.resolve('/', invocation.workingDir, word);
      if (/\.(?:[cm]?[jt]s|[jt]sx|json)$/.test(word) && disk.isFile(path)) this.#graph.addFile(path, null);
    }
  }

  async #addCode(code: string, beside: string): Promise<void> {
    const found = scanScript(code);
    for (const specifier of [...(found?.specifiers ?? []), ...(found?.strings ?? [])])
      await this.#graph.addSpecifier(specifier, beside, null);
    if (found === null || found.computed.length > 0) {
      this.#warn('node-computed-require', 'A module is loaded by a name that only running tells, so that all modules are kept', null);
      this.#isOpenEnded = true;
    }
  }

  async #onScript(file: ReachedFile, found: ScriptImports | null): Promise<void> {
    if (found?.strings.includes(libraryTool) === true && this.#start.disk.isFile(libraryTool)) this.#tellLibraryTool(file.path);
    if (this.#packages.isOfPackage(file.path)) {
      const { draft, disk, invocation } = this.#start;
      if (found !== null && found.system !== null) keepSystemNames(draft, found.system, file.path, invocation, disk.scene);
      await this.#packages.onScript(file, found);
      return;
    }
    if (found === null) {
      this.#openEnd(file, null, 'This script could not be read as JavaScript, so that all modules are kept', 'node-script-unparsed');
      return;
    }
    for (const name of found.strings) if (/^(?:@[\w.-]+\/)?[a-z0-9][\w.-]*$/i.test(name)) await this.#addNamed(name, file);
    const own = found.computed.filter(({ reach }) => reach === 'own');
    const any = found.computed.find(({ reach }) => reach === 'any');
    if (own.length > 0) this.#scanApplication(file);
    if (any !== undefined)
      this.#openEnd(
        file,
        any.line,
        'A module is loaded by a name that only running tells, so that all modules are kept',
        'node-computed-require',
      );
  }

  /** It is a script for a shell, on the path of commands: kept alone it would be broken there. */
  #tellLibraryTool(script: string): void {
    const text = `${script} may read it to learn which C library there is; it is left out, as Node tells that too`;
    this.#warn('library-tool-left-out', text, libraryTool);
  }

  /** A word in an application's source may be the name of a package that another loads: a template engine, a database driver. */
  async #addNamed(name: string, file: ReachedFile): Promise<void> {
    const [directory] = this.#start.resolver.packageDirectories(name, file.path);
    if (directory?.includes('/node_modules/')) await this.#graph.addSpecifier(name, file.path, file.path);
  }

  #openEnd(file: ReachedFile, line: number | null, text: string, code: string): void {
    this.#warn(code, text, file.path, line);
    this.#isOpenEnded = true;
  }

  #applicationDirectory(path: string): string {
    return this.#start.resolver.packageDirectory(path) ?? posix.dirname(path);
  }

  #scanApplication(file: ReachedFile): void {
    const directory = this.#applicationDirectory(file.path);
    if (isSystemDirectory(directory)) return;
    const isEntered = (_: string, name: string): boolean => !/^(?:node_modules|\.git|test|tests|__tests__|coverage)$/.test(name);
    for (const path of this.#start.disk.below(directory, isEntered)) if (/\.(?:[cm]?js)$/.test(path)) this.#graph.addFile(path, file.path);
  }

  #keepReached(): void {
    const { disk, draft, program, invocation } = this.#start;
    const directories = new Set<string>();
    for (const { path, foundAt, from } of this.#graph.reached.values()) {
      if (path === disk.realPath(invocation.from ?? '/')) continue;
      const part = partOf(disk.scene, disk.node(path));
      draft.keep(foundAt, 'loaded by', { from: from ?? program, part });
      if (!this.#packages.isOfPackage(path)) directories.add(this.#applicationDirectory(path));
    }
    for (const [path, from] of this.#graph.manifests)
      draft.keep(path, 'describes a package of', { from: from ?? program, part: partOf(disk.scene, disk.node(path)) });
    for (const directory of directories) keepApplication(draft, disk, directory, (_, name) => name === 'node_modules');
  }

  /** Directories from which modules are looked up. */
  #roots(): readonly string[] {
    const { invocation } = this.#start;
    const scripts = [...this.#graph.reached.keys()].filter((path) => !this.#packages.isOfPackage(path));
    return [...new Set([invocation.workingDir, ...scripts.map((path) => posix.dirname(path))])];
  }
}
