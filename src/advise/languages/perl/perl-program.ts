import { posix } from 'node:path';
import type { Invocation } from '../../tracer.ts';
import type { Draft } from '../draft.ts';
import type { ImageDisk } from '../image-disk.ts';
import { keepApplication } from '../keep-application.ts';
import { partOf } from '../keep-package.ts';
import { type SourceFile, SourceGraph } from '../source-graph.ts';
import type { PerlCommand } from './perl-command.ts';
import { perlPath } from './perl-path.ts';
import { type PerlUses, scanUses } from './scan-uses.ts';

export type PerlStart = {
  readonly program: string;
  readonly command: PerlCommand;
  readonly invocation: Invocation;
  readonly disk: ImageDisk;
  readonly draft: Draft;
};

/** What Perl loads on its own: settings, and what its regular expressions and file handles ask for. */
const startModules = [
  'strict',
  'warnings',
  'Config',
  'Carp',
  'Carp::Heavy',
  'utf8',
  'overload',
  'feature',
  'Errno',
  'Tie::Hash::NamedCapture',
  'PerlIO',
  'PerlIO::scalar',
  'PerlIO::encoding',
  'PerlIO::via',
  'Encode',
  'IO::File',
  'IO::Handle',
  'XSLoader',
  'DynaLoader',
  'AutoLoader',
  'File::Glob',
  'attributes',
  'charnames',
  '_charnames',
  'mro',
  're',
  'bytes',
  'Unicode::Normalize',
];
const startFiles = ['Config_heavy.pl', 'Config_git.pl', 'sitecustomize.pl'];

/** One start of Perl: what it runs, and all that this uses. */
export class PerlProgram {
  readonly #start: PerlStart;
  readonly #graph: SourceGraph;
  #path: readonly string[];
  #isOpenEnded = false;

  constructor(start: PerlStart) {
    this.#start = start;
    const { invocation, command, disk, program } = start;
    const named = command.directories.map((path) => posix.resolve('/', invocation.workingDir, path));
    this.#path = [...named, ...perlPath(program, invocation, disk)];
    const isSource = (path: string): boolean => !/\.(?:so|bs|ix)$/.test(path);
    this.#graph = new SourceGraph(disk, isSource, (file, text) => this.#onText(file, text));
  }

  async trace(): Promise<void> {
    const { command, invocation, disk, draft } = this.#start;
    for (const name of startModules) this.#use(name, null);
    for (const name of startFiles) this.#require(name, null);
    const place = { path: posix.join(invocation.workingDir, 'x'), foundAt: '', from: null };
    this.#follow(scanUses(command.code), place, null);
    const script = command.script === null ? null : posix.resolve('/', invocation.workingDir, command.script);
    if (script !== null && !this.#graph.add(script, null)) {
      draft.warn('perl-script-missing', `The script ${command.script} is not in the image, so that all modules are kept`, invocation.from);
      this.#isOpenEnded = true;
    }
    if (script === null && command.code === '') {
      draft.warn(
        'perl-reads-input',
        'Perl is started without a script, so that all modules are kept; name the script with --exec',
        invocation.from,
      );
      this.#isOpenEnded = true;
    }
    for (const word of command.args)
      if (/\.(?:pl|psgi|pm|cgi)$/.test(word)) this.#graph.add(posix.resolve('/', invocation.workingDir, word), null);
    await this.#graph.follow();
    this.#keepReached(disk.realPath(invocation.from ?? '/'));
  }

  #isLibrary(path: string): boolean {
    return this.#path.some(
      (directory) =>
        path.startsWith(`${this.#start.disk.realPath(directory) ?? directory}/`) && /\/(?:usr|etc|opt)\//.test(`${directory}/`),
    );
  }

  #onText(file: SourceFile, text: string): void {
    const uses = scanUses(text);
    this.#follow(uses, file, file.path);
    if (this.#isLibrary(file.path)) return;
    for (const line of uses.computedLines) {
      this.#start.draft.warn(
        'perl-computed-require',
        'A module is loaded by a name that only running tells, so that all modules are kept',
        file.path,
        line,
      );
      this.#isOpenEnded = true;
    }
  }

  #follow({ modules, files, prefixes, directories }: PerlUses, file: SourceFile, from: string | null): void {
    const beside = posix.dirname(file.path);
    const { disk } = this.#start;
    const named = directories
      .map((path) => posix.resolve(beside, path))
      .filter((path) => !this.#path.includes(path) && disk.isDirectory(path));
    this.#path = [...named, ...this.#path];
    for (const name of modules) this.#use(name, from);
    for (const name of files) if (!this.#require(name, from)) this.#graph.add(posix.resolve(beside, name), from);
    for (const name of prefixes) this.#loadAllBelow(name, from);
  }

  /** `A::B` is `A/B.pm`; compiled parts are in `auto/A/B`. */
  #use(name: string, from: string | null): void {
    const path = name.replaceAll('::', '/');
    if (!this.#require(`${path}.pm`, from)) return;
    const own = this.#path
      .map((directory) => posix.join(directory, 'auto', path))
      .find((directory) => this.#start.disk.isDirectory(directory));
    if (own !== undefined) for (const file of this.#start.disk.names(own)) this.#graph.add(posix.join(own, file), from);
  }

  #require(path: string, from: string | null): boolean {
    const directory = this.#path.find((candidate) => this.#start.disk.isFile(posix.join(candidate, path)));
    return directory !== undefined && this.#graph.add(posix.join(directory, path), from);
  }

  /** Words before a variable name a family of modules: drivers, protocols. */
  #loadAllBelow(name: string, from: string | null): void {
    const path = name.replaceAll('::', '/');
    for (const directory of this.#path) {
      for (const file of this.#start.disk.names(posix.join(directory, path)))
        if (file.endsWith('.pm')) this.#use(`${name}::${file.slice(0, -3)}`, from);
    }
  }

  #keepReached(started: string | null): void {
    const { disk, draft, program } = this.#start;
    const directories = new Set<string>();
    for (const { path, foundAt, from } of this.#graph.reached.values()) {
      if (path === started) directories.add(posix.dirname(path));
      if (path === started) continue;
      draft.keep(foundAt, 'used by', { from: from ?? program, part: partOf(disk.scene, disk.node(path)) });
      if (!this.#isLibrary(path)) directories.add(posix.dirname(path));
    }
    for (const directory of this.#path) {
      draft.keep(directory, 'module path of');
      if (disk.isDirectory(`${directory}/unicore`)) draft.keepTree(`${directory}/unicore`, 'character tables of', { confidence: 'likely' });
      if (this.#isOpenEnded) draft.keepTree(directory, 'modules of', { confidence: 'guessed' });
    }
    for (const directory of directories) if (!this.#path.includes(directory)) keepApplication(draft, disk, directory, () => false);
    for (const path of this.#graph.unread)
      draft.warn('perl-module-unread', 'This module is too long to be looked through; what only it uses must be kept with --keep', path);
  }
}
