import { posix } from 'node:path';
import { environmentValue } from '../../../program/search-path.ts';
import type { Invocation } from '../../tracer.ts';
import type { ImageDisk } from '../image-disk.ts';

export type JavaCommand = {
  /** Entries of the class and module paths and of `-jar`, wildcards as they are written. */
  readonly classPath: readonly string[];
  /** Other files and directories that options name, absolute. */
  readonly files: readonly string[];
  /** Directories that native libraries are looked for in. */
  readonly libraryPath: readonly string[];
  /** Whether the class path is but the directory that it is started in, as none is named. */
  readonly isDefaultPath: boolean;
  /** Whether it is told what to run. */
  readonly isKnown: boolean;
  readonly options: readonly string[];
};

const pathOptions: ReadonlySet<string> = new Set([
  '-cp',
  '-classpath',
  '--class-path',
  '-p',
  '--module-path',
  '--upgrade-module-path',
  '--patch-module',
]);
const valued: ReadonlySet<string> = new Set([
  ...pathOptions,
  '--add-modules',
  '--add-reads',
  '--add-exports',
  '--add-opens',
  '--limit-modules',
  '--source',
  '-d',
  '--describe-module',
]);
const variables = ['JDK_JAVA_OPTIONS', 'JAVA_TOOL_OPTIONS', '_JAVA_OPTIONS', 'JAVA_OPTS'];
const maxArgumentBytes = 1_048_576;

/** https://docs.oracle.com/en/java/javase/21/docs/specs/man/java.html */
export async function parseJavaCommand({ argv, env, workingDir }: Invocation, disk: ImageDisk): Promise<JavaCommand> {
  const named = variables.flatMap((name) => words(environmentValue(env, name) ?? ''));
  const all = [...named, ...(await withArgumentFiles(argv.slice(1), workingDir, disk))];
  const classPath: string[] = [];
  const options: string[] = [];
  let isKnown = false;
  for (let at = 0; at < all.length; at++) {
    const word = all[at]!;
    const equals = word.startsWith('--') ? word.indexOf('=') : -1;
    const name = equals < 0 ? word : word.slice(0, equals);
    const value =
      equals >= 0
        ? word.slice(equals + 1)
        : valued.has(name) || name === '-jar' || name === '-m' || name === '--module'
          ? (all[++at] ?? '')
          : '';
    if (pathOptions.has(name)) classPath.push(...value.replace(/^[\w.]+=/, '').split(':'));
    if (word.startsWith('-')) options.push(word);
    if (name === '-version' || name === '--version') isKnown = true;
    const isMain = at >= named.length && (!word.startsWith('-') || name === '-jar' || name === '-m' || name === '--module');
    if (!isMain) continue;
    // What follows is the program's own. Of a jar, other class paths do not count.
    isKnown = true;
    if (name === '-jar') classPath.splice(0, classPath.length, value);
    options.push(...all.slice(word.startsWith('-') ? at + 1 : at));
    break;
  }
  const isGiven = classPath.some((path) => path !== '');
  const fallback = isGiven ? [] : (environmentValue(env, 'CLASSPATH') ?? '.').split(':');
  return {
    classPath: [...classPath, ...fallback].filter((path) => path !== ''),
    files: [...filesOf(options, workingDir, disk), ...argumentFiles(argv.slice(1), workingDir).filter((path) => disk.isFile(path))],
    libraryPath: libraryPathOf(options),
    isDefaultPath: !isGiven,
    isKnown,
    options,
  };
}

/** `@FILE`, words of which are arguments; `@@` is an `@`. */
function argumentFiles(argv: readonly string[], workingDir: string): readonly string[] {
  return argv.filter((word) => /^@[^@]/.test(word)).map((word) => posix.resolve('/', workingDir, word.slice(1)));
}

async function withArgumentFiles(argv: readonly string[], workingDir: string, disk: ImageDisk): Promise<readonly string[]> {
  const found: string[] = [];
  for (const word of argv) {
    const text =
      word.startsWith('@') && !word.startsWith('@@')
        ? await disk.text(posix.resolve('/', workingDir, word.slice(1)), maxArgumentBytes)
        : null;
    found.push(...(text === null ? [word] : words(text.replace(/^\s*#.*$/gm, ''))));
  }
  return found;
}

function words(text: string): readonly string[] {
  return [...text.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
}

/** `-Dx=/etc/x.properties`, `-javaagent:/opt/agent.jar=options`, `/srv/config.yml`. */
function filesOf(options: readonly string[], workingDir: string, disk: ImageDisk): readonly string[] {
  const candidates = options.flatMap((word) => word.split(/[=:,]/)).filter((word) => word !== '' && !word.startsWith('-'));
  return candidates
    .map((word) => posix.resolve('/', workingDir, word))
    .filter((path) => path !== '/' && path !== workingDir && disk.node(path) !== null);
}

function libraryPathOf(options: readonly string[]): readonly string[] {
  const given = options.findLast((word) => word.startsWith('-Djava.library.path='));
  return (given ?? '')
    .slice('-Djava.library.path='.length)
    .split(':')
    .filter((path) => path.startsWith('/'));
}
