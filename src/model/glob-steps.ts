/** One thing that a glob asks of a path; signs are Unicode code points. */
export type GlobStep =
  | { readonly kind: 'literal'; readonly code: number }
  /** `?` */
  | { readonly kind: 'any' }
  /** `[a-z]`, `[!a-z]` */
  | { readonly kind: 'class'; readonly isNegated: boolean; readonly ranges: readonly (readonly [first: number, last: number])[] }
  /** `*` */
  | { readonly kind: 'star' }
  /** `**` */
  | { readonly kind: 'globstar' }
  /** `**` with a slash behind it, between two components; always followed by `component`. */
  | { readonly kind: 'directories' }
  /** The same, inside a component. */
  | { readonly kind: 'component' };

const slash = '/'.charCodeAt(0);

/** A glob without braces. What is not closed stands for itself. */
export function parseGlobSteps(glob: string): readonly GlobStep[] {
  const signs = [...glob];
  const steps: GlobStep[] = [];
  for (let at = 0; at < signs.length; ) {
    const taken = takeStars(signs, at) ?? takeClass(signs, at) ?? takeSign(signs, at);
    steps.push(...taken.steps);
    at = taken.end;
  }
  return steps;
}

type Taken = { readonly steps: readonly GlobStep[]; readonly end: number };

function takeStars(signs: readonly string[], start: number): Taken | null {
  let end = start;
  while (signs[end] === '*') end += 1;
  if (end === start) return null;
  if (end === start + 1) return { steps: [{ kind: 'star' }], end };
  const isComponent = (start === 0 || signs[start - 1] === '/') && signs[end] === '/';
  if (!isComponent) return { steps: [{ kind: 'globstar' }], end };
  return { steps: [{ kind: 'directories' }, { kind: 'component' }], end: end + 1 };
}

function takeClass(signs: readonly string[], start: number): Taken | null {
  if (signs[start] !== '[') return null;
  const isNegated = signs[start + 1] === '!' || signs[start + 1] === '^';
  const first = isNegated ? start + 2 : start + 1;
  const ranges: [number, number][] = [];
  for (let at = first; at < signs.length; at++) {
    if (signs[at] === ']' && at > first) return { steps: [{ kind: 'class', isNegated, ranges }], end: at + 1 };
    if (signs[at] === '\\') at += 1;
    const from = codeOf(signs[at]);
    const isRange = signs[at + 1] === '-' && signs[at + 2] !== undefined && signs[at + 2] !== ']';
    ranges.push([from, isRange ? codeOf(signs[at + 2]) : from]);
    if (isRange) at += 2;
  }
  return null;
}

function takeSign(signs: readonly string[], start: number): Taken {
  if (signs[start] === '?') return { steps: [{ kind: 'any' }], end: start + 1 };
  const at = signs[start] === '\\' && start + 1 < signs.length ? start + 1 : start;
  return { steps: [{ kind: 'literal', code: codeOf(signs[at]) }], end: at + 1 };
}

function codeOf(sign: string | undefined): number {
  return sign?.codePointAt(0) ?? 0;
}

/**
 * Whether the steps lead over `path` from `from` to `to`: all ways are followed at once, sign by sign, so that there is nothing
 * to go back to.
 */
export function followSteps(steps: readonly GlobStep[], path: string, from: number, to: number): boolean {
  let active = new Uint8Array(steps.length + 2);
  let next = new Uint8Array(steps.length + 2);
  active[0] = 1;
  for (let at = from; at < to; ) {
    const code = path.codePointAt(at)!;
    next.fill(0);
    if (!advance(steps, code, active, next)) return false;
    [active, next] = [next, active];
    at += code > 0xffff ? 2 : 1;
  }
  advance(steps, -1, active, next);
  return active[steps.length] === 1;
}

/**
 * Ways that need no sign are added to `active`, those that the sign opens to `next`.
 * @returns whether there is any
 */
function advance(steps: readonly GlobStep[], code: number, active: Uint8Array, next: Uint8Array): boolean {
  let isAlive = false;
  for (let at = 0; at < steps.length; at++) {
    if (active[at] === 0) continue;
    const step = steps[at]!;
    if (step.kind === 'star' || step.kind === 'globstar') active[at + 1] = 1;
    if (step.kind === 'directories') active[at + 2] = 1;
    const target = followingStep(step, at, code);
    if (target === -1) continue;
    next[target] = 1;
    isAlive = true;
  }
  return isAlive;
}

/** The step to go on with after this sign, -1 if the sign does not fit. */
function followingStep(step: GlobStep, at: number, code: number): number {
  switch (step.kind) {
    case 'literal':
      return step.code === code ? at + 1 : -1;
    case 'any':
      return code === slash ? -1 : at + 1;
    case 'class':
      return code !== slash && step.ranges.some(([first, last]) => first <= code && code <= last) !== step.isNegated ? at + 1 : -1;
    case 'star':
      return code === slash ? -1 : at;
    case 'globstar':
      return at;
    case 'directories':
      return code === slash ? at : at + 1;
    case 'component':
      return code === slash ? at - 1 : at;
  }
}
