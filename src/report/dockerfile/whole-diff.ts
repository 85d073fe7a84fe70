/**
 * A unified diff of two texts, as one hunk with all of them: it applies with `patch`, and shows every change in its place.
 * @param name of the file, for its head
 */
export function wholeDiff(before: string, after: string, name: string): string {
  const [old, fresh] = [splitLines(before), splitLines(after)];
  const lines = diffLines(old, fresh);
  if (lines.every((line) => line.startsWith(' '))) return '';
  const head = [`--- a/${name}`, `+++ b/${name}`, `@@ -${range(old.length)} +${range(fresh.length)} @@`];
  return `${[...head, ...lines].join('\n')}\n`;
}

function splitLines(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

function range(count: number): string {
  return count === 0 ? '0,0' : `1,${count}`;
}

/** How far it is looked for the place where both go on alike. */
const reach = 200;

/** Not the shortest, but a right one: what is alike from the front is kept, and after a change the nearest line that both have again. */
function diffLines(old: readonly string[], fresh: readonly string[]): readonly string[] {
  const lines: string[] = [];
  let [left, right] = [0, 0];
  while (left < old.length || right < fresh.length) {
    if (left < old.length && old[left] === fresh[right]) {
      lines.push(` ${old[left]}`);
      left += 1;
      right += 1;
      continue;
    }
    const [removed, added] = nextAlike(old, left, fresh, right);
    lines.push(
      ...old.slice(left, left + removed).map((line) => `-${line}`),
      ...fresh.slice(right, right + added).map((line) => `+${line}`),
    );
    left += removed;
    right += added;
  }
  return lines;
}

function nextAlike(
  old: readonly string[],
  left: number,
  fresh: readonly string[],
  right: number,
): readonly [removed: number, added: number] {
  for (let distance = 1; distance <= reach; distance++) {
    for (let removed = 0; removed <= distance; removed++) {
      const added = distance - removed;
      if (left + removed < old.length && old[left + removed] === fresh[right + added]) return [removed, added];
    }
  }
  return [old.length - left, fresh.length - right];
}
