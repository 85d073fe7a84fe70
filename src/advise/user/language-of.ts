import { posix } from 'node:path';
import type { Node } from '../../filesystem/image-tree.ts';
import type { Invocation, Scene } from '../tracer.ts';
import type { Language } from './write-signs.ts';

const interpreters: readonly (readonly [names: RegExp, language: Language])[] = [
  [/^node(?:js)?[\d.-]*$/, 'node'],
  [/^(?:python|pypy)[\d.]*$/, 'python'],
  [/^j?ruby[\d.]*$/, 'ruby'],
  [/^perl[\d.]*$/, 'perl'],
  [/^php[\d.]*$/, 'php'],
  [/^java$/, 'java'],
];

export function languageNamed(name: string): Language | null {
  return interpreters.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** The language that a program runs programs of; null for any other. */
export function languageOf(program: Node, { argv }: Invocation, { view: { tree } }: Scene): Language | null {
  return languageNamed(tree.name(program)) ?? languageNamed(posix.basename(argv[0]!));
}
