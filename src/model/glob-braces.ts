import { InspectError } from './errors.ts';

/** Globs that one glob may stand for. */
const maxAlternatives = 256;

type Group = { readonly start: number; readonly end: number; readonly options: readonly string[] };

/**
 * `/{a,b}/c` → `/a/c`, `/b/c`. Braces without a comma or without a partner stand for themselves.
 * @throws InspectError `usage`
 */
export function expandBraces(glob: string): readonly string[] {
  const group = firstGroup(glob);
  if (group === null) return [glob];
  const heads = group.options.flatMap(expandBraces);
  const tails = expandBraces(glob.slice(group.end));
  if (heads.length * tails.length > maxAlternatives) {
    throw new InspectError('usage', `expected a glob with at most ${maxAlternatives} alternatives in braces, got more`);
  }
  const prefix = glob.slice(0, group.start);
  return heads.flatMap((head) => tails.map((tail) => prefix + head + tail));
}

function firstGroup(glob: string): Group | null {
  for (let at = 0; at < glob.length; at++) {
    if (glob[at] === '\\') at += 1;
    else if (glob[at] === '{') {
      const group = groupAt(glob, at);
      if (group !== null) return group;
    }
  }
  return null;
}

function groupAt(glob: string, start: number): Group | null {
  const options: string[] = [];
  let depth = 0;
  let from = start + 1;
  for (let at = start; at < glob.length; at++) {
    const sign = glob[at];
    if (sign === '\\') at += 1;
    else if (sign === '{') depth += 1;
    else if (sign === ',' && depth === 1) {
      options.push(glob.slice(from, at));
      from = at + 1;
    } else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return options.length === 0 ? null : { start, end: at + 1, options: [...options, glob.slice(from, at)] };
    }
  }
  return null;
}
