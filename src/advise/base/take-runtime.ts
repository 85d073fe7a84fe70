import { posix } from 'node:path';
import coerce from 'semver/functions/coerce.js';
import satisfies from 'semver/functions/satisfies.js';
import type { Node } from '../../filesystem/image-tree.ts';
import type { RuntimeConfig } from '../../model/image-config.ts';
import type { PlanWarning } from '../../model/plan.ts';
import { searchPath } from '../../program/search-path.ts';
import type { Kept } from '../closure.ts';
import { warning } from '../need.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { CatalogueBase } from './base-catalogue.ts';
import { javaHindrances, javaRelease, withoutHome } from './java-hindrances.ts';
import { javaHome, leftRuntime } from './left-runtime.ts';
import { nodeHindrances } from './node-hindrances.ts';
import { otherStarts, scriptsOf } from './other-starts.ts';
import { textsNaming } from './runtime-texts.ts';
import { runtimesOf } from './runtime-version.ts';
import { restarted, type StartedRuntime, startedRuntime } from './started-runtime.ts';
import { startedVersion } from './started-version.ts';
import { ownTrustStore } from './trust-store.ts';

/** The runtime of a base in the place of the image's own. */
export type TakenRuntime = {
  /** Of what is kept, the image's own. */
  readonly left: ReadonlySet<Node>;
  /** What starts that of the base. */
  readonly config: RuntimeConfig;
  readonly warning: PlanWarning;
};

export type RuntimeOutcome =
  | { readonly kind: 'taken'; readonly taken: TakenRuntime }
  | { readonly kind: 'refused'; readonly reason: string };

export type RuntimeQuestion = {
  /** What the image starts; null where it is no runtime that a base has. */
  readonly own: StartedRuntime | null;
  /** '' where nobody says. */
  readonly version: string;
  readonly kept: ReadonlyMap<Node, Kept>;
  /** All that was seen to be started. */
  readonly invocations: readonly Invocation[];
  /** What `--keep` asks for. */
  readonly asked: ReadonlySet<Node>;
  readonly scene: Scene;
};

export async function runtimeQuestion(
  kept: RuntimeQuestion['kept'],
  invocations: RuntimeQuestion['invocations'],
  asked: RuntimeQuestion['asked'],
  scene: Scene,
): Promise<RuntimeQuestion> {
  const own = startedRuntime(scene);
  return { own, version: own === null ? '' : await startedVersion(own, scene), kept, invocations, asked, scene };
}

/** Whether the image can be started by the runtime of a base, and what then comes of it. Python's lies where it always does, and is none. */
export async function takeRuntime({ runtime }: CatalogueBase, question: RuntimeQuestion): Promise<RuntimeOutcome> {
  const { language, version: wanted, program } = runtime!;
  const { own, version, kept, scene } = question;
  if (own === null || own.language !== language) return refused(notStarted(language, wanted, scene));
  if (!isOfMajor(version, wanted)) return refused(otherVersion(language, version, wanted));
  const left = leftRuntime(own, kept, scene);
  const hindrances = await hindrancesOf(own, left, program, question);
  if (hindrances.length > 0) return refused(`its ${language} is ${program}, and that is not enough: ${told(hindrances)}`);
  const config = restarted(own, program, scene);
  const env = language === 'java' ? withoutHome(config.env, own, left, scene) : config.env;
  const isInPath = searchPath(env).includes(posix.dirname(program));
  const hasOwnStore = language === 'java' && ownTrustStore(own, left, scene) !== null;
  const text = takenText(own, version, program, { isInPath, isHomeLeft: env.length < config.env.length, hasOwnStore });
  return { kind: 'taken', taken: { left, config: { ...config, env }, warning: warning('runtime-of-base', text) } };
}

function takenText(
  { language, path }: StartedRuntime,
  version: string,
  program: string,
  { isInPath, isHomeLeft, hasOwnStore }: { readonly isInPath: boolean; readonly isHomeLeft: boolean; readonly hasOwnStore: boolean },
): string {
  const before = path === program ? `the image's own, ${version},` : `${path} ${version},`;
  const lost = path === program ? [] : ['what starts it by that path, from outside as well, finds none'];
  const others = {
    node: isInPath ? [] : ['its name alone is not found in PATH'],
    java: [
      `${hasOwnStore ? 'certificates, ' : ''}settings, zones and tools of the runtime are those of the base`,
      ...(isHomeLeft ? ['JAVA_HOME is not set any more'] : []),
    ],
  };
  const consequences = [...lost, ...others[language]];
  const told = consequences.length === 0 ? '' : `: ${consequences.join('; ')}`;
  return `${program} of the base is started in the place of ${before} which is left out${told}`;
}

const maxTold = 3;

function told(hindrances: readonly string[]): string {
  const more = hindrances.length > maxTold ? `; and ${hindrances.length - maxTold} more` : '';
  return `${hindrances.slice(0, maxTold).join('; ')}${more}`;
}

function refused(reason: string): RuntimeOutcome {
  return { kind: 'refused', reason };
}

function isOfMajor(version: string, wanted: string): boolean {
  const known = coerce(version);
  return known !== null && satisfies(known, `^${wanted}`);
}

function otherVersion(language: string, version: string, wanted: string): string {
  return `the image has ${language} ${version || 'of an unknown version'}, and the base ${wanted}`;
}

function notStarted(language: string, wanted: string, scene: Scene): string {
  const found = runtimesOf(scene).find((one) => one.language === language);
  if (found === undefined) return `nothing that is kept runs on ${language}`;
  if (found.version !== '' && !isOfMajor(found.version, wanted)) return otherVersion(language, found.version, wanted);
  return `the image does not start ${language} by itself, but by something else`;
}

async function hindrancesOf(
  own: StartedRuntime,
  left: ReadonlySet<Node>,
  program: string,
  { kept, invocations, asked, scene }: RuntimeQuestion,
): Promise<readonly string[]> {
  const starts = { runtime: own, left, program };
  const { tree } = scene.view;
  const places = [own.path, own.language === 'java' ? javaHome(own, scene) : tree.path(own.program)].filter((path) => path !== program);
  const wanted = [...left].find((node) => asked.has(node) && kept.has(node));
  const found = [
    ...(wanted === undefined ? [] : [`--keep asks for ${tree.path(wanted)}`]),
    ...otherStarts(starts, invocations, scene),
    ...scriptsOf(starts, kept, scene),
    ...neededOf(left, kept, scene),
    ...(own.language === 'java'
      ? await javaHindrances(own, left, kept, await javaRelease(own, scene), scene)
      : nodeHindrances(own, left, kept, scene)),
  ];
  return found.length > 0 ? found : await textsNaming(starts, places, kept, scene);
}

/** Native code that is linked with libraries of the runtime itself. */
function neededOf(left: ReadonlySet<Node>, kept: ReadonlyMap<Node, Kept>, { view }: Scene): readonly string[] {
  const names = new Set([...left].flatMap((node) => (view.elf(node)?.type === 'shared' ? [view.tree.name(node)] : [])));
  return [...kept.keys()].flatMap((node) => {
    const needed = left.has(node) ? undefined : view.elf(node)?.needed.find((name) => names.has(name));
    return needed === undefined ? [] : [`${view.tree.path(node)} needs ${needed} of it`];
  });
}
