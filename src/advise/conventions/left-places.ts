import { resolvePath } from '../../filesystem/resolve-path.ts';
import type { PlanWarning } from '../../model/plan.ts';
import type { Closure } from '../closure.ts';
import { warning } from '../need.ts';
import type { Scene } from '../tracer.ts';

type Place = {
  /** Of the convention whose programs read it, once somebody says which of what is there. */
  readonly convention: string;
  readonly directory: string;
  /** What is kept of it in any case, or is no choice. */
  readonly usual: RegExp;
  readonly code: string;
  readonly text: string;
};

const places: readonly Place[] = [
  {
    convention: 'local-time',
    directory: '/usr/share/zoneinfo',
    usual: /^(?:posix|right|Etc|UTC|leap.*|.*\.(?:tab|list|zi))$/,
    code: 'zones-left-out',
    text: 'time zones are left out, as the image names none: TZ given when the container starts would mean UTC; set it in the image, or keep them with --keep /usr/share/zoneinfo',
  },
  {
    convention: 'locale',
    directory: '/usr/lib/locale',
    usual: /^C(?:\.|$)/,
    code: 'locales-left-out',
    text: 'locales are left out, as the image is set to none of them: a program that asks for one by itself, or by LANG given when the container starts, gets C; set LANG in the image, or keep them with --keep /usr/lib/locale',
  },
];

/** What a program may be told only when it starts, where the image has it. */
export function placeWarnings(convention: string, { view: { tree } }: Scene): readonly PlanWarning[] {
  return places
    .filter((place) => place.convention === convention && choices(place, tree).length > 0)
    .map(({ code, text, directory }) => warning(code, text, directory));
}

/** Without those of places of which something is kept after all. */
export function openWarnings(all: readonly PlanWarning[], closure: Closure): readonly PlanWarning[] {
  const warnings = all.filter((one) => one.code !== 'library-may-start' || !isKept(one.path, closure));
  const open = places.filter(({ code }) => warnings.some((one) => one.code === code));
  if (open.length === 0) return warnings;
  const above = directoriesAbove(closure);
  const answered = new Set(
    open.filter((place) => choices(place, closure.tree).some((node) => closure.has(node) || above.has(node))).map(({ code }) => code),
  );
  return warnings.filter(({ code }) => !answered.has(code));
}

/** The same where the base has them. @param brings in words, as candidates say it */
export function withoutBrought(warnings: readonly PlanWarning[], brings: readonly string[]): readonly PlanWarning[] {
  return brings.includes('time zones') ? warnings.filter(({ code }) => code !== 'zones-left-out') : warnings;
}

function isKept(path: string | null, closure: Closure): boolean {
  const node = path === null ? null : resolvePath(closure.tree, path);
  return node !== null && closure.has(node);
}

function directoriesAbove({ kept, tree }: Closure): ReadonlySet<number> {
  const above = new Set<number>();
  for (const node of kept.keys()) for (let at = tree.parent(node); at !== null && !above.has(at); at = tree.parent(at)) above.add(at);
  return above;
}

function choices({ directory, usual }: Place, tree: Closure['tree']): readonly number[] {
  const node = resolvePath(tree, directory);
  if (node === null || !tree.isDirectory(node)) return [];
  return tree.children(node).filter((child) => !usual.test(tree.name(child)));
}
