import type { Node } from '../../filesystem/image-tree.ts';
import { locateProgram } from '../../program/find-program.ts';
import { environmentValue, searchPath } from '../../program/search-path.ts';
import type { Scene } from '../tracer.ts';

export type ImageRuntime = {
  readonly language: 'java' | 'node' | 'python';
  /** '' where nobody says. */
  readonly version: string;
  /** As it is found in PATH, symlinks followed. */
  readonly program: Node;
};

type Source = {
  readonly language: ImageRuntime['language'];
  readonly programs: readonly string[];
  readonly variables: readonly string[];
  readonly packages: RegExp;
};

const sources: readonly Source[] = [
  { language: 'node', programs: ['node', 'nodejs'], variables: ['NODE_VERSION'], packages: /^nodejs$/ },
  { language: 'python', programs: ['python3', 'python'], variables: ['PYTHON_VERSION'], packages: /^python3(?:\.\d+)?-minimal$|^python3$/ },
  { language: 'java', programs: ['java'], variables: ['JAVA_VERSION'], packages: /^openjdk-?(\d+)-jre(?:-headless)?$/ },
];

/** The language runtimes of an image and their versions, by what its makers set, its packages, and the names of its files. */
export function runtimesOf({ view, inventory }: Scene): readonly ImageRuntime[] {
  const { env, workingDir } = view.image.config.config;
  const place = { directories: searchPath(env), workingDirectory: workingDir };
  return sources.flatMap(({ language, programs, variables, packages }): readonly ImageRuntime[] => {
    const found = programs.map((name) => locateProgram(view.tree, name, place)).find((one) => one !== null) ?? null;
    if (found === null) return [];
    const named = /(\d+\.\d+)$/.exec(view.tree.name(found.node))?.[1];
    const set = variables.map((name) => environmentValue(env, name)).find((value) => value !== null);
    const installed = inventory.packages.find(({ name }) => packages.test(name))?.version;
    return [{ language, version: (named ?? set ?? installed ?? '').replace(/^(?:jdk|v)-?/, ''), program: found.node }];
  });
}
