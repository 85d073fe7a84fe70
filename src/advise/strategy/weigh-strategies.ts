import type { Node } from '../../filesystem/image-tree.ts';
import { type Confidence, type PlanWarning, type Strategy, type StrategyOutlook, strategies } from '../../model/plan.ts';
import type { WeighedBase } from '../base/base-candidates.ts';
import { bytesOnce } from '../base/kept-content.ts';
import type { Kept } from '../closure.ts';
import { dropGlobs } from '../glob-needs.ts';
import { keptPackages } from '../kept-packages.ts';
import type { Scene } from '../tracer.ts';
import type { StrategyStep } from './strategy-steps.ts';

type WeighInput = {
  readonly chosen: Strategy;
  /** Of the plan for that. */
  readonly predictedBytes: number;
  readonly kept: ReadonlyMap<Node, Kept>;
  readonly steps: readonly StrategyStep[];
  readonly globs: Parameters<typeof dropGlobs>[1];
  readonly base: WeighedBase;
  /** Of what was traced. */
  readonly warnings: readonly PlanWarning[];
};

/** What a strategy leaves out that the next one keeps. */
type Gap = { readonly files: number; readonly packages: number };

/** Something that is started, loaded or read, and nobody could tell what it is or find it. */
const unresolved =
  /^(?:missing|program-not-found|unknown-interpreter|too-many|shell-(?:syntax|too-much|unresolved))|-(?:missing|computed|reads-input|unparsed|unread|unreadable|unknown|guessed|without-configuration)(?:-|$)/;

/** All strategies on the base of the plan, what each comes to and how sure it is. */
export function weighStrategies(input: WeighInput, scene: Scene): readonly StrategyOutlook[] {
  const { chosen, predictedBytes, kept, warnings } = input;
  const [rest, dependencies] = input.steps.map(({ added }) => productionNodes(added, input, scene));
  const programs = new Set([...kept.keys()].filter((node) => !rest!.has(node) && !dependencies!.has(node)));
  const levels = { minimal: [programs], balanced: [programs, rest!.keys()], conservative: [programs, rest!.keys(), dependencies!.keys()] };
  const bytesOf = (strategy: Strategy): number => bytesOnce(concat(levels[strategy]), scene.view.tree);
  const chosenBytes = bytesOf(chosen);
  const gaps = { rest: gapOf(rest!, scene), dependencies: gapOf(dependencies!, scene) };
  const unknown = warnings.filter(({ code }) => unresolved.test(code)).length;
  const isCertain = [...programs].every((node) => isSure(kept.get(node)));
  return strategies.map((strategy) => ({
    strategy,
    predictedBytes: strategy === chosen ? predictedBytes : Math.max(0, predictedBytes + bytesOf(strategy) - chosenBytes),
    ...sureness(strategy, gaps, unknown, isCertain),
  }));
}

function* concat(lists: readonly Iterable<Node>[]): Iterable<Node> {
  for (const list of lists) yield* list;
}

/** Without what is dropped and what the base brings. */
function productionNodes(added: ReadonlyMap<Node, Kept>, { globs, base }: WeighInput, scene: Scene): ReadonlyMap<Node, Kept> {
  const { inventory } = scene;
  const isBrought = (node: Node): boolean => {
    const owner = inventory.packages[inventory.ownership.system[node]!];
    return (
      base.brought.has(node) || (owner?.type === 'deb' && (base.catalogued?.packages ?? []).some((pattern) => pattern.test(owner.name)))
    );
  };
  return new Map([...dropGlobs(added, globs, scene).kept].filter(([node]) => !isBrought(node)));
}

function gapOf(added: ReadonlyMap<Node, Kept>, scene: Scene): Gap {
  const files = [...added.keys()].filter((node) => !scene.view.tree.isDirectory(node)).length;
  return { files, packages: keptPackages(added, scene).length };
}

/** What is there for the image's programs was seen to be asked for; data and metadata nobody has to start. */
function isSure(why: Kept | undefined): boolean {
  return why === undefined || why.part === 'data' || why.part === 'metadata' || why.confidence === 'certain';
}

function sureness(
  strategy: Strategy,
  { rest, dependencies }: { readonly rest: Gap; readonly dependencies: Gap },
  unknown: number,
  isCertain: boolean,
): { readonly confidence: Confidence; readonly reason: string } {
  if (unknown > 0) return { confidence: 'guessed', reason: `${counted(unknown, 'warning')} of what was not found or followed` };
  if (strategy === 'minimal' && rest.files > 0)
    return { confidence: 'guessed', reason: `without ${counted(rest.files, 'file')} of ${counted(rest.packages, 'little-known package')}` };
  if (strategy !== 'conservative' && dependencies.files > 0)
    return { confidence: 'likely', reason: `without ${counted(dependencies.files, 'file')} of dependencies that nothing was seen to use` };
  return isCertain
    ? { confidence: 'certain', reason: 'all that it asks for was read from the image' }
    : { confidence: 'likely', reason: 'some of it is kept by conventions' };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
