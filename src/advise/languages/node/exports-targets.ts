/** Deeper conditions are nobody's package. */
const maxDepth = 16;
const always = ['node', 'default', 'node-addons'];
/** Which conditions hold depends on who loads, and on the version of Node. */
const variants: readonly ReadonlySet<string>[] = [
  new Set([...always, 'require']),
  new Set([...always, 'import']),
  new Set([...always, 'require', 'module-sync']),
];

/**
 * Files that `exports` or `imports` of a package lead to for a subpath: those for `import` and for `require` alike, as one package
 * may be loaded both ways. https://nodejs.org/api/packages.html#conditional-exports
 * @param subpath `.`, `./x` or `#x`
 * @returns null where the map has no such subpath
 */
export function exportsTargets(map: unknown, subpath: string, custom: ReadonlySet<string>): readonly string[] | null {
  const found = findSubpath(map, subpath);
  if (found === null) return null;
  const { value, match } = found;
  const targets = variants.flatMap((variant) => targetsOf(value, match, new Set([...variant, ...custom]), 0));
  return [...new Set(targets)].map((target) => (target.endsWith('/') ? target + match : target));
}

function findSubpath(map: unknown, subpath: string): { readonly value: unknown; readonly match: string } | null {
  const entries = typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [];
  const hasSubpaths = entries.some(([key]) => key.startsWith('.') || key.startsWith('#'));
  if (!hasSubpaths) return subpath === '.' ? { value: map, match: '' } : null;
  const exact = entries.find(([key]) => key === subpath);
  if (exact !== undefined) return { value: exact[1], match: '' };
  const patterns = entries
    .filter(([key]) => key.includes('*') || key.endsWith('/'))
    .sort(([a], [b]) => b.indexOf('*') - a.indexOf('*') || b.length - a.length);
  for (const [key, value] of patterns) {
    const match = matched(key, subpath);
    if (match !== null) return { value, match };
  }
  return null;
}

function matched(key: string, subpath: string): string | null {
  const star = key.indexOf('*');
  const [before, after] = star < 0 ? [key, ''] : [key.slice(0, star), key.slice(star + 1)];
  if (!subpath.startsWith(before) || !subpath.endsWith(after) || subpath.length < before.length + after.length) return null;
  return subpath.slice(before.length, subpath.length - after.length);
}

/** The first condition that holds and leads somewhere; of a list all, as the first that is valid counts. */
function targetsOf(value: unknown, match: string, conditions: ReadonlySet<string>, depth: number): readonly string[] {
  if (typeof value === 'string') return [value.replaceAll('*', match)];
  if (typeof value !== 'object' || value === null || depth > maxDepth) return [];
  if (Array.isArray(value)) return value.flatMap((item) => targetsOf(item, match, conditions, depth + 1));
  for (const [key, target] of Object.entries(value)) {
    const targets = conditions.has(key) ? targetsOf(target, match, conditions, depth + 1) : [];
    if (targets.length > 0) return targets;
  }
  return [];
}
