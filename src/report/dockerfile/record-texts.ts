import { sumLength, wholeFields } from './record-functions.ts';

const whole = new RegExp(`^(?:${wholeFields.join('|')}):`);

/**
 * What `about` of `recordFunctions` makes, by package.
 * @param names of the packages that it is told of
 */
export function aboutTexts(status: string, names: ReadonlySet<string>): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  let to: string | null = null;
  let part: 'all' | 'first' | null = null;
  for (const line of linesOf(status)) {
    if (line === '') to = null;
    else if (line.startsWith('Package: ')) {
      const name = line.slice('Package: '.length);
      to = names.has(name) ? name : null;
      part = 'all';
      if (to !== null) texts.set(to, '');
    } else if (line.startsWith(' ')) part = part === 'all' ? part : null;
    else if (line.startsWith('Description:')) part = 'first';
    else part = whole.test(line) ? 'all' : null;
    if (to !== null && part !== null) texts.set(to, `${texts.get(to)}${line}\n`);
  }
  return texts;
}

/**
 * What `sums` makes of a list.
 * @param isStaged whether the build stage has a path, whose directories may be symlinks
 */
export function sumsText(list: string, isStaged: (path: string) => boolean): string {
  const kept = linesOf(list).filter((line) => line.length > sumLength && isStaged(`/${line.slice(sumLength)}`));
  return kept.map((line) => `${line}\n`).join('');
}

/** What `installed` makes of a database. @param isStaged as for `sumsText` */
export function installedText(database: string, names: ReadonlySet<string>, isStaged: (path: string) => boolean): string {
  const found: string[] = [];
  let take: 'all' | 'kept' | 'gone' | null = null;
  let [first, directory, lead, mode] = ['', '', '', ''];
  for (const line of linesOf(database)) {
    const [kind, value] = [line.slice(0, 2), line.slice(2)];
    if (take === null) {
      if (kind !== 'P:') first = line;
      else if (names.has(value)) {
        [take, directory, lead, mode] = ['all', '', '', ''];
        found.push(first, line);
      }
    } else if (line === '') {
      take = null;
      found.push('');
    } else if (kind === 'F:') [directory, lead, mode] = [value, line, ''];
    else if (kind === 'M:') mode = line;
    else if (kind === 'R:') {
      take = isStaged(`/${directory}/${value}`) ? 'kept' : 'gone';
      if (take === 'gone') continue;
      found.push(...[lead, mode].filter((text) => text !== ''), line);
      [lead, mode] = ['', ''];
    } else if (take !== 'gone') found.push(line);
  }
  return found.map((line) => `${line}\n`).join('');
}

/** As `read` of a shell has them: a last line without an end is one as well. */
function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
