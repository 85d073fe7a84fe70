import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { Kept } from '../closure.ts';
import { readTextAt } from '../read-text.ts';
import type { Scene } from '../tracer.ts';
import { changedAfterwards, javaHome, strayPrograms } from './left-runtime.ts';
import { sourceStart } from './source-start.ts';
import type { StartedRuntime } from './started-runtime.ts';
import { toolClassFinder, tooMuch } from './tool-classes.ts';
import { ownTrustStore } from './trust-store.ts';

/** What a JDK has more than the runtime of a base. */
const toolModules =
  /\bjdk\.(?:attach|compiler|editpad|hotspot\.agent|internal\.(?:jvmstat|opt|vm\.[\w.]+)|jartool|javadoc|jcmd|jconsole|jdeps|jdi|jlink|jpackage|jshell|jstatd|unsupported\.desktop)\b/;
/** Options that only one virtual machine knows, or whose files are of one build alone. */
const ofItsBuild =
  /^(?:-Xshare:on|-Xquickstart|-Xgcpolicy|-Xshareclasses|-XX:(?:SharedArchiveFile|AOTCache|AOTMode|AOTConfiguration)\b|-Djava\.home=)/;
const homeVariables = /^(?:JAVA|JRE|JDK)_HOME=/;
const variables = /^(?:JDK_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|_JAVA_OPTIONS|JAVA_OPTS)=/;

const maxReleaseBytes = 65_536;
const maxJarBytes = 268_435_456;

/** What a runtime says of itself. https://openjdk.org/jeps/223 */
export type JavaRelease = { readonly version: string; readonly modules: readonly string[]; readonly machine: string };

export async function javaRelease(runtime: StartedRuntime, scene: Scene): Promise<JavaRelease | null> {
  const text = await readTextAt(scene, posix.join(javaHome(runtime, scene), 'release'), maxReleaseBytes);
  if (text === null) return null;
  const value = (name: string): string => new RegExp(`^${name}="([^"\\n]*)"`, 'm').exec(text)?.[1] ?? '';
  const isGraal = /^GRAALVM_VERSION=/m.test(text);
  return {
    version: value('JAVA_VERSION'),
    modules: value('MODULES')
      .split(' ')
      .filter((name) => name !== ''),
    machine: isGraal ? 'GraalVM' : value('JVM_VARIANT'),
  };
}

/** Why the runtime of a base, which has no tools and settings of its own, cannot do its work: one phrase each. */
export async function javaHindrances(
  runtime: StartedRuntime,
  left: ReadonlySet<Node>,
  kept: ReadonlyMap<Node, Kept>,
  release: JavaRelease | null,
  scene: Scene,
): Promise<readonly string[]> {
  const { tree, image } = scene.view;
  const { env, workingDir } = image.config.config;
  const words = await optionWords(runtime, scene);
  const [changed] = changedAfterwards(runtime, left, scene);
  const store = ownTrustStore(runtime, left, scene);
  const [stray] = strayPrograms(runtime, left, kept, scene);
  const source = await sourceStart(runtime, scene);
  const own = release?.modules.find((name) => !/^(?:java|jdk)\./.test(name));
  const machine = release?.machine ?? '';
  const option = words.find((word) => ofItsBuild.test(word));
  const tool = words.find((word) => toolModules.test(word));
  const isLeft = (path: string): boolean => isInside(path, left, javaHome(runtime, scene), tree);
  const inside = [...words, ...env.filter((line) => !homeVariables.test(line) && !line.startsWith('PATH='))].find((word) =>
    word.split(/[=:,]/).some((part) => part.includes('/') && isLeft(posix.resolve('/', workingDir, part.replace(/\/\*$/, '')))),
  );
  const hasModulePath = words.some((word) => /^(?:-p|--module-path)(?:$|=)/.test(word));
  const isModule = !hasModulePath && words.some((word) => /^(?:-m|--module)(?:$|=)/.test(word));
  return [
    ...(changed === undefined ? [] : [`${changed} was written after its runtime was installed`]),
    ...(store?.isChanged !== true
      ? []
      : [`${store.path} has certificates that were written after its runtime was installed, and the base looks for none there`]),
    ...(stray === undefined ? [] : [`${stray} lies among the files of its runtime, and is none of them`]),
    ...(source === null ? [] : [`${source} is compiled when it is started, which needs a JDK`]),
    ...(own === undefined ? [] : [`its runtime has a module of its own, ${own}`]),
    ...(/^(?:hotspot|server|)$/i.test(machine) ? [] : [`its virtual machine is ${machine}`]),
    ...(option === undefined ? [] : [`${option} depends on how its runtime was built`]),
    ...(tool === undefined ? [] : [`${tool} needs a JDK`]),
    ...(inside === undefined ? [] : [`${inside} names a file of its runtime`]),
    ...(isModule ? ['it starts a module of its runtime'] : []),
    ...(await jarsWithTools(left, kept, release, scene)),
  ];
}

/** Variables that say where the runtime lies are of no use without it. */
export function withoutHome(env: readonly string[], runtime: StartedRuntime, left: ReadonlySet<Node>, scene: Scene): readonly string[] {
  const home = javaHome(runtime, scene);
  return env.filter((line) => !homeVariables.test(line) || !isInside(line.slice(line.indexOf('=') + 1), left, home, scene.view.tree));
}

/** Of the commands, the variables that the runtime reads, and the files of arguments that either names. */
async function optionWords({ commands }: StartedRuntime, scene: Scene): Promise<readonly string[]> {
  const { env, workingDir } = scene.view.image.config.config;
  const set = env.filter((line) => variables.test(line)).map((line) => line.slice(line.indexOf('=') + 1));
  const words = [...commands.flatMap((command) => command.slice(1)), ...set.flatMap((text) => text.split(/\s+/))];
  const files = words.filter((word) => /^@[^@]/.test(word)).map((word) => posix.resolve('/', workingDir, word.slice(1)));
  const texts = await Promise.all(files.map((path) => readTextAt(scene, path, maxReleaseBytes)));
  return [...words, ...texts.flatMap((text) => text?.split(/\s+/) ?? [])];
}

function isInside(path: string, left: ReadonlySet<Node>, home: string, tree: Scene['view']['tree']): boolean {
  const node = path.startsWith('/') ? resolvePath(tree, path) : null;
  if (node === null) return false;
  const real = tree.path(node);
  return left.has(node) || real === home || real.startsWith(`${home}/`);
}

/** Jars that use what only a JDK has, where the image has one. */
async function jarsWithTools(
  left: ReadonlySet<Node>,
  kept: ReadonlyMap<Node, Kept>,
  release: JavaRelease | null,
  scene: Scene,
): Promise<readonly string[]> {
  const { tree } = scene.view;
  if (release !== null && release.modules.length > 0 && !release.modules.some((name) => toolModules.test(name))) return [];
  const find = toolClassFinder();
  const found: string[] = [];
  for (const node of kept.keys()) {
    const isClass = /\.class$/.test(tree.name(node));
    if (left.has(node) || !(isClass || /\.(?:jar|war|ear)$/i.test(tree.name(node)))) continue;
    // One after the other, as they may be long.
    const bytes = (await scene.read([node], maxJarBytes)).get(node);
    const used = bytes === undefined ? tooMuch : find(bytes, isClass);
    if (used !== null) found.push(`${tree.path(node)} uses ${used}, which may need a JDK`);
    if (used === tooMuch) break;
  }
  return found;
}
