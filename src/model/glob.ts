import { InspectError } from './errors.ts';
import { expandBraces } from './glob-braces.ts';
import { followSteps, type GlobStep, parseGlobSteps } from './glob-steps.ts';

/** UTF-16 units of a glob. */
const maxGlobLength = 4_096;

/**
 * Matches whole absolute paths. `*` and `?` stay in a directory, `**` does not, and before a slash it also stands for no
 * directory at all; `[a-z]`, `[!a-z]`, `{a,b}`; a backslash takes the next sign as it is. A leading dot is nothing special.
 * A glob without a leading slash begins at the root; one without any slash looks at the last component only.
 *
 * The time is that of one walk along the path, whatever path and glob are.
 * @throws InspectError `usage` for an empty glob or one that is too much
 */
export function globMatcher(glob: string): (path: string) => boolean {
  if (glob === '') throw new InspectError('usage', 'expected a glob like /etc/**/*.conf, got nothing');
  if (glob.length > maxGlobLength) {
    throw new InspectError('usage', `expected a glob of at most ${maxGlobLength} characters, got ${glob.length}`);
  }
  const matchers = expandBraces(glob).map((alternative) => stepsMatcher(parseGlobSteps(absolute(alternative))));
  const [first] = matchers;
  return first !== undefined && matchers.length === 1 ? first : (path) => matchers.some((matches) => matches(path));
}

function absolute(glob: string): string {
  if (glob.startsWith('/')) return glob;
  return glob.includes('/') ? `/${glob}` : `/**/${glob}`;
}

function stepsMatcher(steps: readonly GlobStep[]): (path: string) => boolean {
  const first = steps.findIndex(isNotLiteral);
  if (first === -1) {
    const whole = literalText(steps);
    return (path) => path === whole;
  }
  const last = steps.findLastIndex(isNotLiteral);
  const prefix = literalText(steps.slice(0, first));
  const suffix = literalText(steps.slice(last + 1));
  const matchesMiddle = middleMatcher(steps.slice(first, last + 1));
  return (path) =>
    path.length >= prefix.length + suffix.length &&
    path.startsWith(prefix) &&
    path.endsWith(suffix) &&
    matchesMiddle(path, prefix.length, path.length - suffix.length);
}

function isNotLiteral(step: GlobStep): boolean {
  return step.kind !== 'literal';
}

function literalText(steps: readonly GlobStep[]): string {
  return steps.map((step) => (step.kind === 'literal' ? String.fromCodePoint(step.code) : '')).join('');
}

/** What most globs have between their literal ends needs no steps. */
function middleMatcher(steps: readonly GlobStep[]): (path: string, from: number, to: number) => boolean {
  switch (steps.map((step) => step.kind).join(' ')) {
    case 'globstar':
      return () => true;
    case 'star':
      return hasNoSlash;
    case 'directories component':
      return (path, from, to) => from === to || path[to - 1] === '/';
    default:
      return (path, from, to) => followSteps(steps, path, from, to);
  }
}

function hasNoSlash(path: string, from: number, to: number): boolean {
  const slash = path.indexOf('/', from);
  return slash === -1 || slash >= to;
}
