import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import { none } from '../../filesystem/tree-state.ts';
import { locateProgram } from '../../program/find-program.ts';
import { searchPath } from '../../program/search-path.ts';
import { namesProgram } from '../argument-commands.ts';
import { isProgramFile, namedPathTrace } from '../named-path.ts';
import { emptyTrace, warning } from '../need.ts';
import { scanFiles, textOf } from '../scan-files.ts';
import type { Invocation, Scene, Trace } from '../tracer.ts';
import { maxSourceBytes, type SourceFile, sourceFiles } from './source-files.ts';
import { type StartedNames, startedNames } from './started-names.ts';

const paths = /["'`](\/[\w.+@-]+(?:\/[\w.+@-]+)+\/?)["'`]/g;
const maxPaths = 500;
/** What languages and conventions decide by themselves, or is no file of the image. */
const others =
  /^\/(?:proc|sys|dev|tmp|run|var\/run|usr\/lib\/locale|usr\/share\/(?:locale|zoneinfo|i18n|doc|man|info)|usr\/(?:local\/)?(?:include|src)|var\/lib\/(?:dpkg|apt))(?:\/|$)/;

/** What the application's own sources, of whatever language, name of the system: programs that they start, files that they read. */
export async function traceSources(scene: Scene, kept: ReadonlyMap<Node, unknown>): Promise<Trace> {
  const files = sourceFiles(scene, kept.keys());
  const traces: Trace[] = [];
  const scans = await scanSources(files, scene);
  for (const file of files) {
    const found = scans.get(file.node);
    if (found !== undefined) traces.push(traceSource(file, found, scene, kept));
  }
  const needs = traces.flatMap((trace) => trace.needs);
  const invocations = traces.flatMap((trace) => trace.invocations);
  return { ...emptyTrace, needs, invocations, warnings: traces.flatMap(({ warnings }) => warnings) };
}

type NamedInSource = { readonly names: StartedNames; readonly paths: readonly string[] };

async function scanSources(files: readonly SourceFile[], scene: Scene): Promise<ReadonlyMap<Node, NamedInSource>> {
  const found = new Map<Node, NamedInSource>();
  for (const language of new Set(files.map((file) => file.language))) {
    const nodes = files.filter((file) => file.language === language).map(({ node }) => node);
    const scan = (bytes: Uint8Array): NamedInSource => namedInSource(textOf(bytes), language);
    for (const [node, one] of await scanFiles(scene)(`source ${language}`, nodes, maxSourceBytes, scan)) found.set(node, one);
  }
  return found;
}

function namedInSource(text: string, language: string): NamedInSource {
  const named = [...text.matchAll(paths)].slice(0, maxPaths).map(([, name]) => posix.normalize(name!));
  return { names: startedNames(text, language), paths: [...new Set(named)] };
}

function traceSource({ path }: SourceFile, { names, paths: named }: NamedInSource, scene: Scene, kept: ReadonlyMap<Node, unknown>): Trace {
  const { env, workingDir } = scene.view.image.config.config;
  const place = { env, workingDir: workingDir || '/', from: path, reason: 'likely started by', confidence: 'guessed' as const };
  const invocations = startsOf(names, place, scene);
  const data = named.filter((name) => isData(name, scene));
  const found = data.map((name) => namedPathTrace(name, { name: path, reason: 'named in', from: path }, scene, (node) => kept.has(node)));
  const [line] = names.computedLines;
  const isUntold = line !== undefined && invocations.length === 0;
  return {
    needs: found.flatMap(({ needs }) => needs),
    invocations,
    warnings: [...found.flatMap(({ warnings }) => warnings), ...(isUntold ? [warning('may-start-program', untold, path, line)] : [])],
  };
}

const untold = 'it starts programs whose names its source does not tell; name them with --exec';

type Place = Omit<Invocation, 'argv'>;

function startsOf({ commands, words }: StartedNames, place: Place, scene: Scene): readonly Invocation[] {
  const lookup = { directories: searchPath(place.env), workingDirectory: place.workingDir };
  const nodeOf = (name: string): Node | null => locateProgram(scene.view.tree, name, lookup)?.node ?? null;
  const there = commands
    .map(({ text, isOfShell }) => ({ argv: text.split(/\s+/), isOfShell }))
    .filter(({ argv }) => nodeOf(argv[0]!) !== null);
  const called = there.map(({ argv }) => argv);
  const shell = there.some(({ isOfShell }) => isOfShell) ? [['/bin/sh', '-c', ':']] : [];
  const isNamed = (word: string): boolean => {
    const node = word.startsWith('/') ? nodeOf(word) : null;
    return node === null ? namesProgram(word, place, scene) : isProgramFile(node, scene) && scene.view.shell(node) === null;
  };
  const named = words.filter(isNamed).map((word) => [word]);
  const argvs = new Map([...named, ...shell, ...called].map((argv) => [argv[0]!, argv]));
  return [...argvs.values()].map((argv) => ({ ...place, argv }));
}

/** Of what no package has is decided by itself; directories of programs and libraries are named to be searched, programs to be started. */
function isData(path: string, scene: Scene): boolean {
  const { tree } = scene.view;
  const node = resolvePath(tree, path);
  if (node === null || others.test(path) || isProgramFile(node, scene)) return false;
  return tree.isDirectory(node) ? !/\/(?:s?bin|lib(?:\d+|exec)?)\/?$/.test(path) : scene.inventory.ownership.system[node] !== none;
}
