import type { Plan, PlanFile } from '../model/plan.ts';
import { toLabel } from './kubernetes-name.ts';
import { isText } from './kubernetes-yaml.ts';

export type KubernetesVolume = {
  readonly name: string;
  readonly path: string;
  readonly reason: string;
  /** A kept file that the empty volume hides; null where there is none. */
  readonly hides: string | null;
};

/** A volume for each writable path of the plan and each VOLUME, but for those that lie within another. */
export function kubernetesVolumes(plan: Plan): readonly KubernetesVolume[] {
  const names = new Set<string>();
  return outermost(writable(plan)).map(({ path, reason }) => {
    return { name: uniqueName(path, names), path, reason, hides: hiddenFile(plan.files, path) };
  });
}

/** What no mount can be made of: Kubernetes refuses a colon, and text that is not Unicode. */
export function isMountable(path: string): boolean {
  return path.startsWith('/') && path !== '/' && !path.includes(':') && isText(path);
}

type Writable = { readonly path: string; readonly reason: string };

function writable({ writablePaths, config }: Plan): readonly Writable[] {
  const known = new Set(writablePaths.map(({ path }) => path));
  const volumes = config.volumes.filter((path) => !known.has(path)).map((path) => ({ path, reason: 'a VOLUME of the image' }));
  return [...writablePaths, ...volumes].filter(({ path }) => isMountable(path));
}

/** Shorter paths first, so that what is within another comes after it. */
function outermost(all: readonly Writable[]): readonly Writable[] {
  const kept: Writable[] = [];
  for (const one of [...all].sort((a, b) => a.path.length - b.path.length || (a.path < b.path ? -1 : 1))) {
    if (!kept.some(({ path }) => isWithin(one.path, path))) kept.push(one);
  }
  return kept.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isWithin(path: string, top: string): boolean {
  return path === top || path.startsWith(`${top}/`);
}

function hiddenFile(files: readonly PlanFile[], top: string): string | null {
  return files.find(({ path, kind }) => kind !== 'directory' && path !== top && isWithin(path, top))?.path ?? null;
}

function uniqueName(path: string, names: Set<string>): string {
  const label = toLabel(path) || 'data';
  let name = label;
  for (let i = 2; names.has(name); i++) name = `${label}-${i}`;
  names.add(name);
  return name;
}
