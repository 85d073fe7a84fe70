import { lstatSync } from 'node:fs';
import { InspectError } from '../../model/errors.ts';
import { readTextFile } from '../read-text-file.ts';
import { writeFile } from '../write-file.ts';

const maxNames = 100;

/**
 * Writes a document to the current directory. Where its name is taken it becomes another, `Dockerfile.slim`, so that nothing is
 * replaced; what is there with that text already is not written again.
 * @returns what was done
 */
export async function writeDocument(name: string, text: string, signal: AbortSignal): Promise<string> {
  for (let number = 0; number < maxNames; number++) {
    const candidate = otherName(name, number);
    const there = lstatSync(candidate, { throwIfNoEntry: false });
    if (there?.isFile() === true && there.size === Buffer.byteLength(text) && readTextFile(candidate, 'a document') === text) {
      return `${candidate}: has it already`;
    }
    if (there !== undefined) continue;
    await writeFile(candidate, [text], signal);
    return candidate === name ? `${name}: written` : `${candidate}: written, as there is another ${name}`;
  }
  throw new InspectError('exists', `${name}: expected a free name beside it, got none; move some away first`);
}

/** `Dockerfile`, `Dockerfile.slim`, `Dockerfile.slim2`; what says how it is read stays at the end: `kubernetes.slim.yaml`. */
function otherName(name: string, number: number): string {
  if (number === 0) return name;
  const ending = /\.ya?ml$/.exec(name)?.[0] ?? '';
  return `${name.slice(0, name.length - ending.length)}.slim${number === 1 ? '' : number}${ending}`;
}
